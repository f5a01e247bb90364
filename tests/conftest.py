"""Property tests draw the same examples on every run, so that a change is judged by itself.

``HYPOTHESIS_PROFILE=explore`` draws new ones, and more of them: run it now and then; what it finds becomes a test.
"""

import os

from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))
