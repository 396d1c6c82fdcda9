"""The smallest shapes that discord.py parses and that satisfy Discord's own specification."""

import datetime as dt
import itertools
import time

EPOCH_MS = 1420070400000
EVERYTHING = (1 << 51) - 1
"""All permissions there are."""
ORDINARY = sum(1 << bit for bit in (6, 10, 11, 14, 15, 16, 18, 31))
"""What an ordinary member may do: react, see, write, embed, attach, read on, use commands."""

_count = itertools.count()


def snowflake(at: float | None = None) -> str:
    ms = int((time.time() if at is None else at) * 1000) - EPOCH_MS
    return str((ms << 22) | (next(_count) & 0x3FFFFF))


def iso(at: float | None = None) -> str:
    return dt.datetime.fromtimestamp(time.time() if at is None else at, dt.UTC).isoformat()


def user(uid: str, name: str, *, bot: bool = False) -> dict:
    about = {
        "id": uid, "username": name, "discriminator": "0",
        "global_name": None if bot else name.title(), "avatar": None, "flags": 0,
        "public_flags": 0, "banner": None, "accent_color": None, "avatar_decoration_data": None,
        "collectibles": None, "clan": None, "primary_guild": None,
    }  # fmt: skip
    return about | ({"bot": True} if bot else {})


def me(bot: dict) -> dict:
    return {
        **bot, "mfa_enabled": True, "locale": "en-US", "premium_type": 0, "email": None,
        "verified": True, "bio": "",
    }  # fmt: skip


def application(app_id: str, bot: dict, owner: dict) -> dict:
    return {
        "id": app_id, "name": bot["username"], "icon": None, "description": "", "type": None,
        "bot": bot, "bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64,
        "flags": 0, "max_participants": None, "tags": [], "hook": True, "redirect_uris": [],
        "interactions_endpoint_url": None, "role_connections_verification_url": None,
        "approximate_guild_count": 1, "approximate_user_install_count": 0,
        "interactions_event_types": [], "interactions_version": 1, "explicit_content_filter": 0,
        "rpc_origins": [], "owner": owner, "team": None,
        "approximate_user_authorization_count": 0, "event_webhooks_status": 1,
        "event_webhooks_url": None, "event_webhooks_types": [],
        "integration_types_config": {"0": {}, "1": {}}, "flags_new": "0",
        "eligible_oauth2_scopes": [],
    }  # fmt: skip


def role(rid: str, name: str, permissions: int) -> dict:
    return {
        "id": rid, "name": name, "description": None, "permissions": str(permissions),
        "position": 0, "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False, "managed": False, "mentionable": False, "icon": None,
        "unicode_emoji": None, "flags": 0,
    }  # fmt: skip


def member(who: dict, roles: list[str] | None = None) -> dict:
    return {
        "user": who, "nick": None, "avatar": None, "banner": None,
        "avatar_decoration_data": None, "collectibles": None, "roles": roles or [],
        "joined_at": iso(), "premium_since": None, "communication_disabled_until": None,
        "deaf": False, "mute": False, "pending": False, "flags": 0,
    }  # fmt: skip


def text_channel(cid: str, gid: str, name: str) -> dict:
    return {
        "id": cid, "type": 0, "guild_id": gid, "name": name, "position": 0,
        "permission_overwrites": [], "topic": None, "nsfw": False, "rate_limit_per_user": 0,
        "parent_id": None, "last_message_id": None, "last_pin_timestamp": None, "flags": 0,
    }  # fmt: skip


def dm_channel(cid: str, *people: dict) -> dict:
    shape = {
        "id": cid, "type": 1 if len(people) == 1 else 3, "last_message_id": None, "flags": 0,
        "recipients": list(people), "last_pin_timestamp": None,
    }  # fmt: skip
    if len(people) > 1:
        shape |= {"name": "a group", "icon": None, "owner_id": people[0]["id"]}
    return shape


def guild(gid: str, name: str, owner: dict, members: list[dict]) -> dict:
    everyone = role(gid, "@everyone", ORDINARY)
    return {
        "id": gid, "name": name, "icon": None, "description": None, "home_header": None,
        "splash": None, "discovery_splash": None, "features": [], "banner": None,
        "owner_id": owner["id"], "application_id": None, "region": "deprecated",
        "afk_channel_id": None, "afk_timeout": 300, "system_channel_id": None,
        "system_channel_flags": 0, "widget_enabled": False, "widget_channel_id": None,
        "verification_level": 0, "roles": [everyone], "default_message_notifications": 0,
        "mfa_level": 0, "explicit_content_filter": 0, "max_presences": None,
        "max_members": 500000, "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25, "vanity_url_code": None, "premium_tier": 0,
        "premium_subscription_count": 0, "preferred_locale": "en-US", "rules_channel_id": None,
        "safety_alerts_channel_id": None, "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "premium_progress_bar_enabled_user_updated_at": None, "nsfw": False, "nsfw_level": 0,
        "emojis": [], "stickers": [], "incidents_data": None, "inventory_settings": None,
        "embed_enabled": False, "embed_channel_id": None, "owner_configured_content_level": 0,
        "hub_type": None, "moderator_reporting": None,
        # only in GUILD_CREATE
        "joined_at": iso(), "large": False, "unavailable": False, "member_count": len(members),
        "voice_states": [], "members": members, "channels": [], "threads": [], "presences": [],
        "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [],
    }  # fmt: skip


GUILD_CREATE_ONLY = (
    "joined_at", "large", "unavailable", "member_count", "voice_states", "members", "channels",
    "threads", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds",
)  # fmt: skip


def numbered(components: list[dict] | None) -> list[dict]:
    """Give every component an integer id, as Discord does."""
    count = itertools.count(1)

    def walk(each: dict) -> dict:
        rest = {key: value for key, value in each.items() if key != "id"}
        shape = {"id": each.get("id") or next(count), **rest}
        for default in shape.get("default_values") or ():
            default["id"] = str(default["id"])
        if isinstance(shape.get("components"), list):
            shape["components"] = [walk(child) for child in shape["components"]]
        for key in ("component", "accessory"):
            if isinstance(shape.get(key), dict):
                shape[key] = walk(shape[key])
        return shape

    return [walk(each) for each in components or []]


def message(channel: dict, author: dict, data: dict, *, kind: int = 0) -> dict:
    shape = {
        "id": snowflake(), "channel_id": channel["id"], "author": author,
        "content": data.get("content") or "", "timestamp": iso(), "edited_timestamp": None,
        "tts": bool(data.get("tts")), "mention_everyone": False, "mentions": [],
        "mention_roles": [], "attachments": [], "pinned": False, "type": kind,
        "embeds": [{"type": "rich", **each} for each in data.get("embeds") or []],
        "flags": int(data.get("flags") or 0), "components": numbered(data.get("components")),
    }  # fmt: skip
    if data.get("nonce") is not None:
        shape["nonce"] = data["nonce"]
    return shape


def forwarded(content: str) -> dict:
    """Give what a message has instead of a text of its own when it forwards another."""
    told = {
        "type": 0, "content": content, "mentions": [], "mention_roles": [], "attachments": [],
        "embeds": [], "timestamp": iso(), "edited_timestamp": None, "flags": 0, "components": [],
    }  # fmt: skip
    return {"message_snapshots": [{"message": told}]}
