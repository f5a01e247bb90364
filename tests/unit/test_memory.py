"""The pause of the cyclic garbage collector: it ends however the work ends, and never turns on what was off."""

import gc

import pytest

from plancomment.alignment import align
from plancomment.comparison import compare
from plancomment.memory import no_collection
from plancomment.plan import Plan


def test_the_collector_goes_on_afterwards() -> None:
    assert gc.isenabled()
    with no_collection():
        assert not gc.isenabled()
        with no_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), no_collection():
        _ = 1 // 0
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        with no_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_comparing_leaves_it_as_it_was() -> None:
    plan = Plan("案")
    assert align(plan, plan).pairs == ()
    assert compare(plan, plan).revisions == ()
    assert gc.isenabled()
