"""What the record fails to say: rules with stable codes, each a small function (点検).

PC1xx broken references, PC2xx coverage, PC3xx tallies, PC4xx texts, PC5xx publication; docs/reference/findings.md
explains each. A caller passes his own rules beside them: ``audit(consultation, checks=(*CHECKS, mine))``.
"""

from collections.abc import Sequence

from plancomment import fields
from plancomment.auditing.answers import check_change_told, check_reference_fits
from plancomment.auditing.case import Case, Check
from plancomment.auditing.citing import check_comment_citations, check_response_citations
from plancomment.auditing.coverage import (
    check_answers,
    check_dispositions,
    check_doubled_reasons,
    check_promises,
    check_reasons,
    check_withheld,
)
from plancomment.auditing.publication import check_names, check_period
from plancomment.auditing.references import check_link_ends, check_references, check_suspects
from plancomment.auditing.remains import check_remains
from plancomment.auditing.statements import check_statements
from plancomment.auditing.summaries import check_summaries
from plancomment.auditing.texts import check_coarse, check_copied_answers, check_date_like_ids, check_twins
from plancomment.auditing.totals import check_totals
from plancomment.comparison import Comparison
from plancomment.consultation import Consultation
from plancomment.findings import Finding
from plancomment.plan import Plan
from plancomment.traceability.links import Trace

__all__ = ["CHECKS", "Case", "audit"]

#: The rules, in the order in which they run.
CHECKS: tuple[Check, ...] = (
    check_references,
    check_link_ends,
    check_comment_citations,
    check_response_citations,
    check_suspects,
    check_answers,
    check_dispositions,
    check_promises,
    check_reasons,
    check_doubled_reasons,
    check_statements,
    check_withheld,
    check_change_told,
    check_reference_fits,
    check_totals,
    check_twins,
    check_coarse,
    check_date_like_ids,
    check_copied_answers,
    check_summaries,
    check_remains,
    check_period,
    check_names,
)


def audit(
    consultation: Consultation,
    *,
    comparison: Comparison | None = None,
    trace: Trace | None = None,
    draft: Plan | None = None,
    final: Plan | None = None,
    checks: Sequence[Check] | None = None,
) -> tuple[Finding, ...]:
    """Everything that the rules notice, in the order of the rules and, within one, of the record (点検).

    Args:
        consultation: the record.
        comparison: the revisions; without it nothing is said about them.
        trace: the links between both; without it nothing is said about coverage.
        draft: the plan as consulted on; without it nothing is said about what comments cite.
        final: the plan as decided; without it nothing is said about what responses cite, or what stayed in it.
        checks: the rules to run, :data:`CHECKS` by default.

    Raises:
        WrongTypeError: an argument is of another type.
    """
    fields.require(consultation, Consultation, "audit")
    for value, kind in ((comparison, Comparison), (trace, Trace), (draft, Plan), (final, Plan)):
        if value is not None:
            fields.require(value, kind, "audit")
    case = Case(consultation, comparison, trace, draft, final)
    return tuple(finding for check in (CHECKS if checks is None else checks) for finding in check(case))
