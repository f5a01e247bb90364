"""Compare two plan texts and write the old/new comparison table as one HTML page and as CSV.

Usage: python examples/compare_plans.py [FOLDER TO WRITE INTO]
"""

import sys
from pathlib import Path

import plancomment as pc

PLANS = Path(__file__).parent / "minato" / "plans"
out = Path(sys.argv[1] if len(sys.argv) > 1 else "out/compare_plans")

draft = pc.join_plans(
    pc.read_plan(PLANS / "draft" / "honpen.md", version="素案", document="本編"),
    pc.read_plan(PLANS / "draft" / "gaiyo.md", version="素案", document="概要版"),
)
final = pc.join_plans(
    pc.read_plan(PLANS / "final" / "honpen.md", version="成案", document="本編"),
    pc.read_plan(PLANS / "final" / "gaiyo.md", version="成案", document="概要版"),
)
comparison = pc.compare(draft, final)

for revision in comparison.revisions:
    where = revision.locations[0]
    print(f"{revision.kind:<10} {where.document} P.{where.page}  {(revision.new or revision.old or '')[:40]}")

layout = pc.Layout(sections=("comparison",), titles={"old": "改正前", "new": "改正後"})
report = pc.build_report(pc.Consultation("公共交通計画の素案と成案の比較結果"), comparison=comparison, layout=layout)
print(pc.write(report, out / "comparison.html"))
print(pc.write(report, out / "comparison.csv"))
