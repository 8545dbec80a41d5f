"""What of each register may be published: an allow-list, one line a register, for whoever signs the report to read.

A column that stands here not is not published, and a register that stands here not is not published at all.
Of reviews of serious incidents no date, harm or place leaves the gate: only clocks, worked out from the dates.
"""

from __future__ import annotations

PUBLIC_COLUMNS: dict[str, tuple[str, ...]] = {
    "hosts": ("host", "agreement", "from_date", "until_date"),
    "predecessors": ("body", "area", "until_date", "note"),
    "partner_history": ("partner", "kind", "area", "from_date", "until_date", "successor"),
    "chairs": ("body", "chair_role", "agency", "from_date", "until_date"),
    "membership": ("body", "agency", "role", "from_date", "until_date", "state", "meetings", "attended"),
    "sponsors": ("group", "sponsor_role", "agency", "from_date", "until_date"),
    "groups": ("group", "purpose", "meets", "footprint"),
    "funding": ("kind", "partner", "heading", "pounds", "note"),
    "capacity": ("post", "agency", "state", "from_date", "effect"),
    "features": ("feature", "judgement", "evidence", "next"),
    "priorities": (
        "priority", "lead_agency", "aim", "year_set", "year_ended", "state", "successor", "actions", "impact",
        "evidence", "next",
    ),
    "achievements": ("achievement", "impact", "evidence", "priority", "agency", "plan"),
    "challenges": ("challenge", "response", "state", "agency"),
    "slipped_plans": ("plan", "planned_for", "planned_again_for", "reason"),
    "risks": ("risk", "owner", "route", "level", "response", "state"),
    "escalations": ("reference", "from_group", "matter", "raised_date", "answered_date", "answer", "circulated_date"),
    "reviews": ("kind",),
    "review_actions": ("reference", "recommendation", "theme", "owner", "due_date", "done_date", "evidence_embedded"),
    "learning": ("learning", "source", "theme", "embedded", "evidence", "gap"),
    "audits": (
        "reference", "theme", "audit_date", "cases", "outstanding", "good", "requires_improvement", "inadequate",
        "result", "action",
    ),
    "self_assessments": (
        "sector", "organisation", "kind", "due_date", "returned_date", "green", "amber", "red", "rating",
    ),
    "powers": ("sector", "power", "held_by", "used", "used_date", "outcome"),
    "training": (
        "course", "provider", "commissioned", "audience", "course_date", "agency", "places", "bookings", "attended",
        "no_shows", "replies", "confident_before", "confident_after", "followed_up", "use_after_3_months", "evaluation",
    ),
    "events": ("event", "event_date", "mode", "theme", "partners", "attended"),
    "procedures": ("document", "version", "state", "issued_date", "review_date"),
    "resources": ("resource", "audience", "priority", "launched_date", "reached"),
    "feedback": ("who", "heard", "method", "heard_date", "said", "done"),
    "surveys": ("survey", "who", "heard", "asked", "closed_date", "said", "done"),
    "equalities": ("consideration", "group_concerned", "action"),
    "decisions": ("body", "meeting_date", "item", "resolution_number", "decision", "owner", "due_date"),
    "questions": ("body", "meeting_date", "topic", "question", "answer"),
    "recommendations": (
        "body", "meeting_date", "recommendation", "owner", "addressed_to", "due_date", "state", "done_date", "done",
        "evidence", "partnership_view", "board_view", "carried_from",
    ),
    "marked_events": ("event", "start_date", "end_date", "effect"),
    "next_year": ("plan", "lead_agency", "sign_of_success", "carried_from"),
    "documents": ("title", "kind", "body", "document_date", "published_at"),
    "glossary": ("term", "expansion", "meaning"),
}  # fmt: skip
