"""Models of the platform, made up: the same element as an export and as a Swagger document."""

from __future__ import annotations

from typing import Any

from tests.upstream.test_model import SMALL

JSON = {"contentType": "application/json"}


def parameter(name: str, kind: str, data_type: str = "string", **more: object) -> dict[str, Any]:
    """A parameter of an export."""
    vendor = {"vendorName": f"v_{name}", "vendorType": kind, "description": "hunter2"}
    return {"name": name, "type": kind, "dataType": data_type, "required": False, "source": "request", **vendor, **more}


def resource(method: str, path: str, *parameters: dict[str, Any], **more: object) -> dict[str, Any]:
    """A resource of an export."""
    placed = {"path": f"/hubs/crm{path}", "vendorPath": "/v/hunter2", "kind": "eb"}
    return {"method": method, "type": "api", "parameters": list(parameters), "response": JSON, **placed, **more}


CONTACT: dict[str, Any] = {
    "type": "object",
    "x-primary-key": ["id"],
    "properties": {
        "id": {"type": "string", "readOnly": True, "example": "hunter2", "x-samplevalue": "hunter2"},
        "Email": {"type": "string", "format": "email", "default": "hunter2@example.com", "x-searchable": True},
        "status": {"type": "string", "enum": ["new", "old"]},
        "createdDate": {"type": "DateTime"},
        "address": {"$ref": "address"},
        "owner": {"type": "owner"},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
}
ADDRESS = {"properties": {"city": {"type": "string"}, "lines": {"type": "array", "items": {"$ref": "line"}}}}
LINE = {"type": "object", "properties": {"text": {"type": "string"}, "above": {"$ref": "line"}}}
OWNER = {"type": "object", "properties": {"name": {"type": "string", "description": "hunter2"}}}
SHARED = {"contact": CONTACT, "address": ADDRESS, "line": LINE, "owner": OWNER}
POST: dict[str, Any] = {
    "type": "object",
    "required": ["Email"],
    "properties": {"Email": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}},
}

RESOURCES = [
    resource("GET", "/contacts", parameter("page", "query", "integer"), parameter("where", "query"),
             parameter("include", "query", "array"), parameter("mode", "value"), parameter("url", "configuration"),
             parameter("token", "header", source="response"), parameter("Subsite", "header", required=True),
             model={"name": "contactsList", "swagger": {"contactsListObject": CONTACT, **SHARED}}),
    resource("POST", "/contacts", parameter("body", "body", "contactPost"),
             model={"name": "contact", "swagger": SHARED, "requestName": "contactPost",
                    "requestSwagger": {"contactPost": POST}}),
    resource("GET", "/contacts/{id}", model={"name": "contact", "swagger": SHARED}),
    resource("PATCH", "/contacts/{id} ", parameter("body", "body", "contactPatch"),
             model={"name": "contact", "swagger": SHARED,
                    "requestSwagger": {"contactPatch": {**POST, "required": []}}}),
    resource("DELETE", "/contacts/{id}"),
    # Another definition of the same name, and one that is not there.
    resource("GET", "/contacts/{id}/owner", model={"name": "owner", "swagger": {"owner": {
        "type": "object", "properties": {"team": {"type": "string"}, "boss": {"$ref": "#/definitions/nobody"}}}}}),
    resource("POST", "/contacts/{id}/picture", parameter("file", "multipart", "File", required=True),
             parameter("title", "form")),
    resource("GET", "/contacts/{id}/picture", response={"contentType": "application/octet-stream"}),
    resource("POST", "/contacts/import", parameter("body", "body", "Body")),
    resource("GET", "/ping"),
    resource("GET", "/{objectName}"),
    {**resource("GET", "/secret"), "type": "apiNoDocumentation"},
]  # fmt: skip

ELEMENT: dict[str, Any] = {**SMALL, "key": "acmecrm", "hub": "crm", "resources": RESOURCES}


def operation(*parameters: dict[str, Any], answer: object = None, **more: object) -> dict[str, Any]:
    """An operation of a Swagger document."""
    sign = {"in": "header", "name": "Authorization", "type": "string", "required": True}
    responses = {"200": {"description": "hunter2", **({"schema": answer} if answer else {})}}
    return {"operationId": "hunter2", "parameters": [sign, *parameters], "responses": responses, **more}


def sent(name: str) -> dict[str, Any]:
    """The body parameter of an operation."""
    return {"in": "body", "name": "body", "schema": {"$ref": f"#/definitions/{name}"}, "required": True}


LISTED = {"type": "array", "items": {"$ref": "#/definitions/contact"}}
ONE = {"$ref": "#/definitions/contact"}
SWAGGER: dict[str, Any] = {
    "swagger": "2.0",
    "host": "localhost:8080",
    "basePath": "/elements/api-v2",
    "info": {"title": "acmecrm", "version": "api-v2", "x-element-name": "Acme CRM", "x-element-hub": "crm"},
    "parameters": {"where": {"in": "query", "name": "where", "type": "string"}},
    "paths": {
        "/contacts": {
            "get": operation(
                {"$ref": "#/parameters/where"},
                {"in": "query", "name": "nextPage", "type": "string"},
                {"in": "query", "name": "include", "type": "array", "items": {"type": "string"}, "default": "hunter2"},
                {"in": "header", "name": "Subsite", "type": "string", "required": True},
                answer=LISTED,
            ),
            "post": operation(sent("contactPost"), answer=ONE),
        },
        "/contacts/{id}": {
            "parameters": [{"in": "path", "name": "id", "type": "string", "required": True}],
            "get": operation(answer=ONE),
            "patch": operation(sent("contactPatch"), answer=ONE),
            "delete": operation(),
        },
        "/contacts/{id}/owner": {"get": operation(answer={"$ref": "#/definitions/contactsOwner"})},
        "/contacts/{id}/picture": {
            "post": operation(
                {"in": "formData", "name": "file", "type": "file", "required": True},
                {"in": "formData", "name": "title", "type": "string"},
                consumes=["multipart/form-data"],
            ),
            "get": operation(produces=["application/octet-stream"]),
        },
        "/contacts/import": {"post": operation({"in": "body", "name": "body", "schema": {}})},
        "/ping": {"get": operation()},
        "/{objectName}": {"get": operation(answer={"type": "array", "items": {"type": "object"}})},
    },
    "definitions": {
        **SHARED,
        "contactPost": POST,
        "contactPatch": {**POST, "required": []},
        "contactsOwner": RESOURCES[5]["model"]["swagger"]["owner"],
    },
}
