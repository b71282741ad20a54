using System.Diagnostics.Metrics;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Telemetry;

/// <summary>What families do, and how events reach them: the meter FamilyCart.Api.</summary>
internal sealed class ApiMetrics : IDisposable
{
    internal const string MeterName = "FamilyCart.Api";

    private readonly Meter _meter;
    private readonly UpDownCounter<long> _openSockets;
    private readonly Counter<long> _closedSockets;
    private readonly Counter<long> _sentEvents;
    private readonly Counter<long> _receivedEvents;
    private readonly Counter<long> _deferredEvents;
    private readonly Counter<long> _addedItems;
    private readonly Counter<long> _completedItems;
    private readonly Counter<long> _createdLists;
    private readonly Counter<long> _sharedLists;
    private readonly Counter<long> _invitations;
    private readonly Counter<long> _registeredAccounts;
    private readonly Counter<long> _logins;
    private readonly Counter<long> _forbidden;
    private readonly Histogram<double> _passwordDuration;

    public ApiMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(MeterName);
        _openSockets = _meter.CreateUpDownCounter<long>("familycart.sockets.open", "{socket}", "WebSockets that are open on this instance.");
        _closedSockets = _meter.CreateCounter<long>("familycart.sockets.closed", "{socket}", "WebSockets that ended, by reason.");
        _sentEvents = _meter.CreateCounter<long>("familycart.events.sent", "{event}", "Events queued to WebSockets of this instance.");
        _receivedEvents = _meter.CreateCounter<long>("familycart.events.received", "{event}", "Events that came from other instances.");
        _deferredEvents = _meter.CreateCounter<long>("familycart.events.deferred", "{event}", "Events that other instances have to find in the database.");
        _addedItems = _meter.CreateCounter<long>("familycart.items.added", "{item}", "Items added to lists.");
        _completedItems = _meter.CreateCounter<long>("familycart.items.completed", "{item}", "Items ticked off.");
        _createdLists = _meter.CreateCounter<long>("familycart.lists.created", "{list}", "Lists created.");
        _sharedLists = _meter.CreateCounter<long>("familycart.lists.shared", "{member}", "Members that a list was shared with.");
        _invitations = _meter.CreateCounter<long>("familycart.invitations", "{invitation}", "Invitations, by what became of them.");
        _registeredAccounts = _meter.CreateCounter<long>("familycart.accounts.registered", "{account}", "Accounts registered.");
        _logins = _meter.CreateCounter<long>("familycart.logins", "{login}", "Log-ins, by outcome.");
        _forbidden = _meter.CreateCounter<long>("familycart.requests.forbidden", "{request}", "Requests for another family's data.");
        _passwordDuration = _meter.CreateHistogram(
            "familycart.passwords.duration",
            "s",
            "Time to hash or verify one password, without waiting for a turn.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] });
    }

    public void Dispose() => _meter.Dispose();

    internal void SocketOpened() => _openSockets.Add(1);

    internal void SocketClosed(string reason)
    {
        _openSockets.Add(-1);
        _closedSockets.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }

    internal void EventsSent(int count) => _sentEvents.Add(count);

    internal void EventReceived() => _receivedEvents.Add(1);

    internal void EventDeferred() => _deferredEvents.Add(1);

    internal void ItemAdded(Caller caller) => Count(_addedItems, caller);

    internal void ItemCompleted(Caller caller) => Count(_completedItems, caller);

    internal void ListCreated(Caller caller) => Count(_createdLists, caller);

    internal void ListShared() => _sharedLists.Add(1);

    internal void Invited() => Invitation("sent");

    internal void InvitationAccepted() => Invitation("accepted");

    internal void InvitationDeclined() => Invitation("declined");

    internal void InvitationCancelled() => Invitation("cancelled");

    internal void AccountRegistered() => _registeredAccounts.Add(1);

    internal void LoggedIn(bool succeeded) =>
        _logins.Add(1, new KeyValuePair<string, object?>("outcome", succeeded ? "succeeded" : "failed"));

    internal void Forbidden() => _forbidden.Add(1);

    internal void PasswordWorked(TimeSpan duration) => _passwordDuration.Record(duration.TotalSeconds);

    /// <summary>What families do; the prober is none.</summary>
    private static void Count(Counter<long> counter, Caller caller)
    {
        if (!caller.IsProbe)
        {
            counter.Add(1);
        }
    }

    private void Invitation(string outcome) => _invitations.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
