"""Publish the larger example in every layout and every format.

Usage: python examples/publish_everything.py [FOLDER TO WRITE INTO]
"""

import sys
import tempfile
from pathlib import Path

import plancomment as pc
from plancomment.publishing import FORMATS

out = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="publish_everything-"))
project = pc.load_project(Path(__file__).parent / "hamanasu")
print(f"{len(project.consultation.comments)} comments, {len(pc.LAYOUTS)} layouts")

# A format that this computer cannot write, for want of an extra or of a Japanese font, says so when it is asked.
formats = []
trial = pc.build_report(pc.Consultation("試し"))
for name in FORMATS:
    try:
        if name != "csv":
            pc.write(trial, out / f"trial.{name}").unlink()
    except (pc.MissingExtraError, pc.UnknownFormatError) as error:
        print(f"{name} is left out: {error}")
    else:
        formats.append(name)

for name in pc.LAYOUTS:
    # The preset, with the one sentence that only the city can say.
    layout = pc.Layout.from_settings({"layout": name, "originals": project.settings.report["originals"]})
    written = pc.publish(project, out / name, formats=formats, layout=layout)
    results = [path.suffix for path in written if path.stem == "result"]
    print(f"{name}: {len(written)} files in {out / name}, with result{', result'.join(results)}")
