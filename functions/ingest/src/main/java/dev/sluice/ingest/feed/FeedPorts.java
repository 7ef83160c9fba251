package dev.sluice.ingest.feed;

import dev.sluice.gateway.Time;
import dev.sluice.ingest.Refusals;
import dev.sluice.log.EventLog;
import dev.sluice.session.TenantId;
import java.util.function.Function;

/**
 * What fetching feeds reaches into.
 *
 * @param feeds where the tenants' feeds are named, and what is known of them is kept
 * @param documents where a tenant's feeds are put
 * @param files fetches feeds
 * @param pages fetches the pages of sitemaps
 * @param refusals is told of what is held back
 * @param time for pauses between pages
 */
record FeedPorts(
    FeedFiles feeds,
    Function<TenantId, FeedFiles> documents,
    FeedFetcher files,
    FeedFetcher pages,
    Refusals refusals,
    Time time,
    EventLog log) {}
