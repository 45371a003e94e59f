"""The only place where things are wired together."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from comments_api.accounts import Accounts, SessionLength
from comments_api.avatars import Avatars
from comments_api.blocking import BlockList
from comments_api.config import Config, Mode
from comments_api.conversation.exchange import Exchange
from comments_api.delivery import MailFolder, SmtpTransport
from comments_api.erasure import Erasure
from comments_api.floor import Floor
from comments_api.housekeeping import Housekeeping
from comments_api.letters import Letters, host_of
from comments_api.mailing import Mailing
from comments_api.moderation import Moderation
from comments_api.outbox import Outbox
from comments_api.owning import Owning
from comments_api.passwords import Argon2Passwords
from comments_api.ports import Clock, Passwords, Transport
from comments_api.publication import FeedSettings, Publication
from comments_api.rate_limit import RateLimit
from comments_api.reporting import Reports
from comments_api.spam.form_time import FormTime
from comments_api.spam.learning import SpamFilter
from comments_api.spam.proof_of_work import ProofOfWork
from comments_api.spam.screening import Screening
from comments_api.storage.database import open_database, prepare
from comments_api.storage.erasure_ledger import LedgerFile
from comments_api.storage.published_files import ExchangeFiles
from comments_api.storage.secret_file import read_or_make_secret
from comments_api.storage.sql import SqlStore
from comments_api.storage.thread_list import ThreadList
from comments_api.submission import Submissions
from comments_api.subscribing import Subscriptions
from comments_api.web import (
    comments,
    cors,
    dress,
    fragments,
    health,
    mail,
    mail_folder,
    moderation,
    moderation_blocks,
    moderation_reports,
    openapi,
    owning,
    permalinks,
    preview,
    problem,
    reports,
    request_log,
    safeguards,
    site,
    texts,
)


def now() -> datetime:
    """The clock on the wall, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Service:
    """The use cases, wired to the world."""

    config: Config
    clock: Clock
    engine: Engine
    floor: Floor
    store: SqlStore
    avatars: Avatars
    exchange: Exchange
    threads: ThreadList
    accounts: Accounts
    submissions: Submissions
    owning: Owning
    erasure: Erasure
    publication: Publication
    moderation: Moderation
    reports: Reports
    spam_filter: SpamFilter
    block_list: BlockList
    subscriptions: Subscriptions
    mailing: Mailing
    housekeeping: Housekeeping

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def assemble(config: Config, clock: Clock = now, passwords: Passwords | None = None) -> Service:
    """The service over an up-to-date database.

    Raises BrokenStore, StoreUnavailable, UnusableSecret.
    """
    engine = open_database(config.database_url, config.database_busy_seconds)
    with ExitStack() as undo:
        undo.callback(engine.dispose)  # or a database that cannot be used stays open
        prepare(engine)
        secret = read_or_make_secret(config.secret_file)
        undo.pop_all()
    floor = Floor()
    store = SqlStore(engine, config.database_busy_seconds, floor)
    avatars = Avatars(secret)
    exchange = Exchange(config.exchange_dir, config.language)
    threads = ThreadList(exchange)
    limit = (
        config.rate_per_network,
        config.rate_total,
        timedelta(minutes=config.rate_window_minutes),
    )
    rate_limit = RateLimit(store, *limit)
    length = SessionLength(
        timedelta(minutes=config.session_idle_minutes), timedelta(hours=config.session_hours)
    )
    accounts = Accounts(store, passwords or Argon2Passwords(), clock, secret, length)
    publication = Publication(
        store,
        threads,
        ExchangeFiles(exchange),
        clock,
        feeds=FeedSettings(config.links_origin, config.site_name, config.language),
        avatars=avatars,
    )
    erasure = Erasure(store, LedgerFile(config.erasure_ledger), clock, publication)
    spam_filter = SpamFilter(secret)
    screening = Screening(
        spam_filter=spam_filter,
        form_time=FormTime(secret, timedelta(seconds=config.form_seconds)),
        proof_of_work=ProofOfWork(secret, config.proof_of_work),
        hold_at=config.spam_hold_percent,
        secret=secret,
    )
    outbox = Outbox(config.sends_mail)
    mailing = Mailing(
        store=store,
        clock=clock,
        outbox=outbox,
        letters=_letters(config, threads, secret),
        transport=_transport(config),
        kept_for=timedelta(days=config.mail_days),
    )
    moderation = Moderation(store, threads, clock, publication, spam_filter, outbox=outbox)
    reporting = Reports(
        store=store,
        threads=threads,
        clock=clock,
        rate_limit=RateLimit(store, *limit, thing=b"report"),
        moderation=moderation,
        outbox=outbox,
        kept_for=timedelta(days=config.report_days),
        secret=secret,
    )
    return Service(
        config=config,
        clock=clock,
        engine=engine,
        floor=floor,
        store=store,
        avatars=avatars,
        exchange=exchange,
        threads=threads,
        accounts=accounts,
        submissions=Submissions(
            store,
            threads,
            clock,
            rate_limit,
            secret,
            screening=screening,
            sends_mail=config.sends_mail,
        ),
        owning=Owning(
            store,
            threads,
            clock,
            rate_limit=rate_limit,
            screening=screening,
            erasure=erasure,
            secret=secret,
            free=timedelta(minutes=config.edit_minutes),
        ),
        erasure=erasure,
        publication=publication,
        moderation=moderation,
        reports=reporting,
        spam_filter=spam_filter,
        block_list=BlockList(store, clock),
        subscriptions=Subscriptions(store, threads, clock, secret),
        mailing=mailing,
        housekeeping=Housekeeping(
            store, accounts, publication, rate_limit, reporting, spam_filter, mailing, clock
        ),
    )


def _letters(config: Config, threads: ThreadList, secret: bytes) -> Letters:
    return Letters(
        threads=threads,
        origin=config.links_origin,
        sender=config.mail_from or f"kommentare@{host_of(config.links_origin)}",
        site_name=config.site_name,
        language=config.language,
        secret=secret,
    )


def _transport(config: Config) -> Transport | None:
    if config.smtp_host:
        return SmtpTransport(
            host=config.smtp_host,
            port=config.smtp_port,
            security=config.smtp_security,
            user=config.smtp_user,
            password=config.smtp_password,
            our_name=host_of(config.links_origin),
        )
    return MailFolder(config.mail_dir) if config.mode is Mode.DEVELOPMENT else None


def create_app(config: Config, service: Service | None = None) -> Flask:
    """The service over HTTP. Raises what `assemble` raises."""
    service = service or assemble(config)
    # static_folder: the blueprints bring their own; the root's would shadow the site's pages.
    app = request_log.LoggedFlask("comments_api.web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = config.max_body
    texts.init_app(app, config.language)
    dress.init_app(
        app,
        dress.Dress(config.site_name, config.site_stylesheet, config.site_script, config.site_icon),
    )
    request_log.init_app(app)
    safeguards.init_app(app, config.public_origin, config.cors_origins)
    cors.init_app(app, config.cors_origins)
    problem.init_app(app)
    app.register_blueprint(
        comments.blueprint(
            service.submissions,
            service.avatars,
            config.limits,
            service.floor,
            sends_mail=config.sends_mail,
        )
    )
    app.register_blueprint(owning.blueprint(service.owning, service.avatars, config.limits))
    app.register_blueprint(reports.blueprint(service.reports, service.avatars, config.limits))
    app.register_blueprint(mail.blueprint(service.subscriptions))
    if config.mode is Mode.DEVELOPMENT and not config.smtp_host:
        app.register_blueprint(mail_folder.blueprint(config.mail_dir))
    desk = moderation.blueprint(
        service.moderation, service.accounts, service.avatars, config.limits
    )
    desk.register_blueprint(moderation_reports.blueprint(service.reports, service.avatars))
    desk.register_blueprint(moderation_blocks.blueprint(service.block_list))
    app.register_blueprint(desk)
    app.register_blueprint(
        fragments.blueprint(fragments.Fragments(service.exchange), service.publication)
    )
    app.register_blueprint(permalinks.blueprint(service.publication))
    app.register_blueprint(openapi.blueprint())
    app.register_blueprint(health.blueprint(service.store))
    if config.site_dir is not None:
        shown = None
        if config.preview_dir is not None and config.mode is Mode.DEVELOPMENT:
            shown = preview.Preview(Path(config.preview_dir))
            app.register_blueprint(preview.blueprint(shown))
        site.init_app(app, Path(config.site_dir), shown)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    return app
