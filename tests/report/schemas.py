"""What the readers of each machine format require, as JSON Schemas.

SARIF: the OASIS standard 2.1.0 and what GitHub code scanning documents for it. GitLab: the fields that its Code Quality
documentation names. The list of findings is the shape of ruff's JSON, with more fields.
"""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}
RELATIVE = {"type": "string", "pattern": r"^(?!/|[A-Za-z][A-Za-z0-9+.-]*:|\./).+"}


def record(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
        "additionalProperties": False,
    }


PLACE = record({"row": COUNT, "column": COUNT})
FINDING = record(
    {
        "code": {"type": "string", "pattern": "^LSS[0-9]{3}$"},
        "name": TEXT,
        "message": TEXT,
        "severity": {"enum": ["error", "warning", "info"]},
        "confidence": {"enum": ["certain", "reachable", "possible"]},
        "filename": TEXT,
        "location": PLACE,
        "end_location": PLACE,
        "scenario": {"type": "array", "items": TEXT},
        "help": {"type": ["string", "null"]},
        "also_at": {"type": "array", "items": record({"filename": TEXT, "row": COUNT})},
        "url": {"type": "string", "pattern": "^https://"},
        "fix": {},
    }
)
JSON = {"type": "array", "items": FINDING}

POSITION = record({"line": COUNT, "column": COUNT})
GITLAB = {
    "type": "array",
    "items": record(
        {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": record({"path": RELATIVE, "positions": record({"begin": POSITION, "end": POSITION})}),
        }
    ),
}

LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = record({"text": TEXT})
PHYSICAL = record(
    {
        "artifactLocation": record({"uri": {**RELATIVE, "format": "uri-reference"}, "uriBaseId": TEXT}),
        "region": record({"startLine": COUNT, "startColumn": COUNT, "endLine": COUNT, "endColumn": COUNT}),
    }
)
RULE = record(
    {
        "id": TEXT,
        "name": TEXT,
        "shortDescription": MESSAGE,
        "helpUri": {"type": "string", "pattern": "^https://"},
        "defaultConfiguration": record({"level": LEVEL}),
        "properties": record(
            {
                "tags": {"type": "array", "items": TEXT, "maxItems": 20, "uniqueItems": True},
                "precision": {"enum": ["very-high", "high", "medium", "low"]},
            }
        ),
    }
)
RESULT = record(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {"type": "array", "minItems": 1, "maxItems": 1, "items": record({"physicalLocation": PHYSICAL})},
        "partialFingerprints": {"type": "object", "minProperties": 1, "additionalProperties": TEXT},
        "properties": {"type": "object"},
    },
    relatedLocations={
        "type": "array",
        "maxItems": 99,
        "items": record({"id": COUNT, "physicalLocation": PHYSICAL, "message": MESSAGE}),
    },
)
DRIVER = record(
    {
        "name": {"const": "statelint"},
        "version": TEXT,
        "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
        "informationUri": {"type": "string", "pattern": "^https://"},
        "rules": {"type": "array", "items": RULE},
    }
)
RUN = record(
    {
        "tool": record({"driver": DRIVER}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "originalUriBaseIds": {"type": "object"},
        "invocations": {
            "type": "array",
            "items": record(
                {
                    "executionSuccessful": {"type": "boolean"},
                    "toolExecutionNotifications": {
                        "type": "array",
                        "items": record({"level": LEVEL, "message": MESSAGE}),
                    },
                }
            ),
        },
        "results": {"type": "array", "maxItems": 25_000, "items": RESULT},
    }
)
SARIF = record(
    {
        "$schema": {"type": "string", "pattern": "sarif-2.1.0"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "maxItems": 20, "items": RUN},
    }
)
