"""What programs are told of the service is what the service does.

`make fuzz` runs the last test with ten thousand cases, `make test` with a few. One check of
schemathesis does not apply: that whatever the document does not describe is refused. The document
describes a comment as it should be; the service mends what people paste, and takes more.
"""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import negative_data_rejection, positive_data_acceptance

from comments_api.app import create_app
from comments_api.model import Status
from tests.comments_api.conftest import MakeService
from tests.comments_api.support import CLOSED, ENGLISH, OPEN, submission

CASES = int(os.environ.get("SPIEGELKABINETT_API_CASES", "100"))
OPERATIONS = ("get", "put", "post", "delete", "patch")
UNSEEN = {"OPTIONS", "HEAD"}


def operations_of(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (path, method)
        for path, operations in document["paths"].items()
        for method in operations
        if method in OPERATIONS
    }


def test_the_document_names_every_route_and_no_other(app: Flask, client: FlaskClient) -> None:
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and not rule.endpoint.endswith(".static")
        for method in (rule.methods or set()) - UNSEEN
    }
    assert operations_of(client.get("/api/openapi.json").json) == routes


def test_the_document_is_there_for_every_program(client: FlaskClient) -> None:
    answer = client.get("/api/openapi.json")
    assert answer.mimetype == "application/json"
    assert answer.json["openapi"].startswith("3.1.")
    again = client.get("/api/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_every_problem_may_be_a_problem_of_that_shape(client: FlaskClient) -> None:
    document = client.get("/api/openapi.json").json
    for path, method in operations_of(document):
        for status, named in document["paths"][path][method]["responses"].items():
            name = named.get("$ref", "").rpartition("/")[2]
            answer = document["components"]["responses"][name] if name else named
            if status >= "400":
                shape = answer["content"]["application/problem+json"]["schema"]
                assert shape == {"$ref": "#/components/schemas/Problem"}, (path, status)


@pytest.fixture
def api(make_service: MakeService) -> Any:
    """The service behind its own description, with addresses that lead somewhere."""
    service = make_service(RATE_PER_NETWORK="100000", RATE_TOTAL="100000")
    thread = service.threads.get(OPEN)
    assert thread is not None
    receipt = service.submissions.submit(thread, submission(), "192.0.2.1")
    service.moderation.decide(receipt.comment_id, Status.APPROVED, "Ute")
    known = {
        "thread_id": st.sampled_from([OPEN, OPEN, ENGLISH, CLOSED]),
        "token": st.sampled_from([receipt.token, receipt.token[:-1], receipt.token.swapcase()]),
    }
    app = create_app(service.config, service)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)

    @schema.hook
    def flatmap_path_parameters(context: Any, path_parameters: Any) -> st.SearchStrategy[Any]:
        fixed = {name: known[name] for name in path_parameters or {} if name in known}
        if not fixed:
            return st.just(path_parameters)
        elsewhere = st.just(path_parameters)
        return elsewhere | st.fixed_dictionaries(fixed) | st.fixed_dictionaries(fixed)

    return schema


@pytest.mark.unmeasured  # most of it is making up what to send
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_sent_the_answer_is_a_described_one(api: Any, mode: GenerationMode) -> None:
    operations = [each.ok() for each in api.get_all_operations()]
    if mode is GenerationMode.NEGATIVE:  # where nothing is sent, nothing can be wrong
        operations = [each for each in operations if each.query or each.body]
    for operation in operations:

        @seed(1)
        @settings(
            max_examples=CASES // len(operations) // len(GenerationMode),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers(case: Case) -> None:
            answer = case.call()
            inapplicable = [negative_data_rejection]
            # What the document cannot say: a key was used before, or that this takes an address.
            sent = case.body if isinstance(case.body, dict) else {}
            unreachable = sent.get("replies") and not sent.get("email")
            if b":key-reused" in answer.content or unreachable:
                inapplicable.append(positive_data_acceptance)
            case.validate_response(answer, excluded_checks=inapplicable)

        answers()
