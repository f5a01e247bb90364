"""From one table of comments and answers to a published page, without any folder.

Usage: python examples/report_from_table.py [FOLDER TO WRITE INTO]
"""

import sys
from pathlib import Path

import plancomment as pc

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out/report_from_table")
scheme = pc.DispositionScheme(
    (
        pc.Disposition("①", "①", "計画に反映するもの", implies_revision=True),
        pc.Disposition("②", "②", "今後の参考とするもの", implies_revision=False),
    )
)
intake = pc.read_table(Path(__file__).parent / "comments.csv", scheme=scheme)
print(f"{intake.ledger.records_read} records read, {intake.ledger.taken} taken")

consultation = pc.Consultation(
    "図書館サービス計画（素案）に対する意見募集",
    authority="ひばり野町",
    categories=intake.categories,
    scheme=scheme,
    comments=intake.comments,
    responses=intake.responses,
)
findings = (*intake.findings, *pc.audit(consultation))
for finding in findings:
    print(finding)
print(pc.tally(consultation).published, "published")
print(pc.write(pc.build_report(consultation, findings=findings), out / "result.html"))
