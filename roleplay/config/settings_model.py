"""Every setting: its environment variable, its type, its default and what it does, in one place each."""

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from roleplay.config.value_types import (
    Address,
    Days,
    DaysOrAll,
    Domain,
    Folder,
    Header,
    Issuer,
    JsonObject,
    ModelSeconds,
    Networks,
    OwnAddress,
    Port,
    Price,
    RoleNames,
    Runs,
    Scopes,
    Token,
    TurnSeconds,
    YesNo,
    Zone,
)

ROOT = Path(__file__).resolve().parent.parent.parent


class Settings(BaseSettings):
    """The settings of one process. Tests and tools pass values by the field's name; `read_settings` passes the environment's."""

    model_config = SettingsConfigDict(
        frozen=True, validate_by_name=True, validate_by_alias=True, validate_default=False, enable_decoding=False
    )

    content: Folder = Field(
        default=ROOT,
        validation_alias="ROLEPLAY_CONTENT",
        description="The folder that holds `personas/`, `scenarios/` and `rubrics/`.",
    )
    data: Folder = Field(
        default=ROOT / "data",
        validation_alias="ROLEPLAY_DATA",
        description="Where the database, its copies and Chainlit's own files are kept.",
    )
    database_url: str = Field(
        default="",
        validation_alias="ROLEPLAY_DATABASE_URL",
        description="An SQLAlchemy address; by default SQLite in the data folder.",
    )
    host: str = Field(
        default="127.0.0.1",
        validation_alias="ROLEPLAY_HOST",
        description="The address to listen on. Until accounts exist, loopback only.",
    )
    port: Port = Field(default=8000, validation_alias="ROLEPLAY_PORT", description="The port to listen on, 1 to 65535.")
    url: OwnAddress = Field(
        default="",
        validation_alias="ROLEPLAY_URL",
        description="The address under which people reach the server; links to sign in begin with it.",
    )
    language: Literal["en", "zh"] = Field(
        default="en",
        validation_alias="ROLEPLAY_LANGUAGE",
        description="The pages' language where the browser asks for neither `en` nor `zh`.",
    )
    timezone: Zone = Field(
        default="UTC",
        validation_alias="ROLEPLAY_TIMEZONE",
        description="The zone in which times are shown, such as `Asia/Shanghai`.",
    )
    customer: Literal["auto", "offline", "model"] = Field(
        default="auto",
        validation_alias="ROLEPLAY_CUSTOMER",
        description="Who speaks: `auto` asks the model when an endpoint is configured, else the offline customer.",
    )
    api_key: str = Field(
        default="",
        validation_alias="OPENAI_API_KEY",
        repr=False,
        description="The endpoint's key. A local endpoint may need none.",
    )
    base_url: Address = Field(
        default="",
        validation_alias="OPENAI_BASE_URL",
        description="An OpenAI-compatible endpoint, such as `http://127.0.0.1:11434/v1`.",
    )
    model: str = Field(default="", validation_alias="ROLEPLAY_MODEL", description="The model's name at that endpoint.")
    extra_body: JsonObject = Field(
        default_factory=dict,
        validation_alias="ROLEPLAY_MODEL_EXTRA",
        description="A JSON object merged into each request's body.",
    )
    model_timeout: ModelSeconds = Field(
        default=30.0,
        validation_alias="ROLEPLAY_MODEL_TIMEOUT",
        description="Seconds to wait for the model's next words, 1 to 600.",
    )
    listener: Literal["auto", "off"] = Field(
        default="auto",
        validation_alias="ROLEPLAY_LISTENER",
        description="Whether a model helps to hear what the seller means: `auto` where it also speaks as the customer and `roleplay doctor` did not find it worse than the offline ears.",
    )
    listener_model: str = Field(
        default="",
        validation_alias="ROLEPLAY_LISTENER_MODEL",
        description="The model that listens; by default the customer's.",
    )
    listener_seconds: TurnSeconds = Field(
        default=2.5,
        validation_alias="ROLEPLAY_LISTENER_SECONDS",
        description="Seconds to wait for what the model heard, 0.2 to 30; then the offline ears decide the turn.",
    )
    scorer: Literal["auto", "signals", "judge"] = Field(
        default="auto",
        validation_alias="ROLEPLAY_SCORER",
        description="Whose scorecard counts at the end of a talk: the AI scorer's (`judge`) or the offline scorer's (`signals`); `auto` takes the AI scorer when an endpoint is configured, else the offline scorer.",
    )
    judge_model: str = Field(
        default="",
        validation_alias="ROLEPLAY_JUDGE_MODEL",
        description="The AI scorer's model; by default the customer's.",
    )
    judge_runs: Runs = Field(
        default=1,
        validation_alias="ROLEPLAY_JUDGE_RUNS",
        description="How often the AI scorer is asked, 1 to 9; the median of each check is kept.",
    )
    price: Price = Field(
        default_factory=dict,
        validation_alias="ROLEPLAY_PRICE",
        description='What a million tokens cost where no price list knows the model: `{"input": 0.5, "output": 1.5}`, in US dollars.',
    )
    proxy_from: Networks = Field(
        default=(),
        validation_alias="ROLEPLAY_PROXY_FROM",
        description="Addresses or networks of your reverse proxy, such as `127.0.0.1, 10.0.0.0/8`; `X-Forwarded-For` and `X-Forwarded-Proto` are accepted only from there.",
    )
    proxy_header: Header = Field(
        default="",
        validation_alias="ROLEPLAY_PROXY_HEADER",
        description="The header in which that proxy names who is signed in, such as `X-Forwarded-User`; ignored from any other address.",
    )
    oidc_issuer: Issuer = Field(
        default="",
        validation_alias="ROLEPLAY_OIDC_ISSUER",
        description="Single sign-on by OpenID Connect: the identity provider's issuer address.",
    )
    oidc_client_id: str = Field(
        default="",
        validation_alias="ROLEPLAY_OIDC_CLIENT_ID",
        description="The client id that the provider gave this server.",
    )
    oidc_client_secret: str = Field(
        default="",
        validation_alias="ROLEPLAY_OIDC_CLIENT_SECRET",
        repr=False,
        description="The client secret that goes with it.",
    )
    oidc_name: str = Field(
        default="",
        validation_alias="ROLEPLAY_OIDC_NAME",
        description="The provider's name on the button of the sign-in page.",
    )
    oidc_login_claim: str = Field(
        default="email",
        validation_alias="ROLEPLAY_OIDC_LOGIN_CLAIM",
        description="The claim that holds the login; an `email` counts only when it is verified.",
    )
    oidc_role_claim: str = Field(
        default="",
        validation_alias="ROLEPLAY_OIDC_ROLE_CLAIM",
        description="The claim that holds the roles; without it roles are kept here, and new people are sellers.",
    )
    oidc_roles: RoleNames = Field(
        default_factory=dict,
        validation_alias="ROLEPLAY_OIDC_ROLES",
        description='What that claim\'s values mean, where they are not `seller`, `coach`, `admin`: `{"sales-leads": "coach"}`.',
    )
    oidc_scopes: Scopes = Field(
        default="openid profile email",
        validation_alias="ROLEPLAY_OIDC_SCOPES",
        description="What the provider is asked for; some send groups only for an extra scope.",
    )
    oidc_domain: Domain = Field(
        default="",
        validation_alias="ROLEPLAY_OIDC_DOMAIN",
        description="Only logins that end in `@` and this domain may sign in: needed where a provider serves many companies.",
    )
    oidc_team_claim: str = Field(
        default="",
        validation_alias="ROLEPLAY_OIDC_TEAM_CLAIM",
        description="The claim that holds the teams; without it teams are kept here.",
    )
    add_unknown: YesNo = Field(
        default=False,
        validation_alias="ROLEPLAY_ADD_UNKNOWN",
        description="`yes`: a person whom the provider or proxy has signed in and who has no account yet gets one.",
    )
    private: Literal["allowed", "off"] = Field(
        default="allowed",
        validation_alias="ROLEPLAY_PRIVATE",
        description="Whether sellers may keep an attempt private: team and coach then do not see it.",
    )
    keep_days: Days = Field(
        default=None,
        validation_alias="ROLEPLAY_KEEP_DAYS",
        description="After how many days an attempt is deleted permanently, 1 to 36500; empty keeps all.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        validation_alias="ROLEPLAY_LOG_LEVEL",
        description="How much is logged. Logs carry ids, never what people wrote.",
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        validation_alias="ROLEPLAY_LOG_FORMAT",
        description="`json` writes each log line as a JSON object, for programs that collect logs.",
    )
    metrics_token: Token = Field(
        default="",
        validation_alias="ROLEPLAY_METRICS_TOKEN",
        repr=False,
        description="With it `/metrics` is answered from elsewhere too, as a bearer token: 16 printable characters or more, without spaces.",
    )
    audit_days: DaysOrAll = Field(
        default=365,
        validation_alias="ROLEPLAY_AUDIT_DAYS",
        description="After how many days an entry of the audit trail is deleted, 1 to 36500; `all` keeps them for good.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Takes only what is passed, so that a test does not depend on the shell it runs in."""
        return (init_settings,)

    @property
    def has_model(self) -> bool:
        """Whether an endpoint is configured: a model's name, and a key or an address."""
        return bool(self.model and (self.api_key or self.base_url))

    @property
    def speaker(self) -> Literal["offline", "model"]:
        """Who speaks as the customer."""
        if self.customer == "auto":
            return "model" if self.has_model else "offline"
        return self.customer

    @property
    def has_listener(self) -> bool:
        """Whether a model may be asked what it hears."""
        return self.listener == "auto" and self.has_model

    @property
    def counts(self) -> Literal["signals", "judge"]:
        """Whose scorecard counts at the end of a talk."""
        if self.scorer == "auto":
            return "judge" if self.has_model else "signals"
        return self.scorer

    @property
    def database(self) -> str:
        """The database's SQLAlchemy address."""
        return self.database_url or f"sqlite:///{self.data / 'roleplay.db'}"

    @property
    def address(self) -> str:
        """The address under which people reach the server."""
        return self.url or f"http://{self.host}:{self.port}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which times are shown."""
        return ZoneInfo(self.timezone)
