namespace FamilyCart.Api.Housekeeping;

/// <summary>A kind of rows that nobody needs after a while.</summary>
/// <param name="Kind">What they are, in metrics and logs.</param>
/// <param name="Statement">Removes at most @Limit of those from before @Before, leaving out rows that somebody else works on.</param>
/// <param name="Age">After how long they go.</param>
/// <param name="BatchSize">How many go in one statement.</param>
internal sealed record Litter(string Kind, string Statement, TimeSpan Age, int BatchSize = Litter.Batch)
{
    private const int Batch = 1000;

    /// <summary>All that depends on a list goes in the same statement, thousands of rows perhaps.</summary>
    private const int ListBatch = 20;

    /// <summary>By then every instance has told its sockets.</summary>
    private static readonly TimeSpan _probeListAge = TimeSpan.FromMinutes(10);

    /// <summary>Everything that is cleaned up.</summary>
    internal static IReadOnlyList<Litter> All(HousekeepingSettings settings) =>
    [
        new("list_event", LitterQueries.DeleteEvents, settings.EventAge),
        new("deleted_item", LitterQueries.DeleteDeletedItems, settings.DeletedItemAge),
        new("deleted_list", LitterQueries.DeleteDeletedLists, settings.DeletedListAge, ListBatch),
        new("probe_list", LitterQueries.DeleteProbeLists, _probeListAge, ListBatch),
        new("idempotency_key", LitterQueries.DeleteIdempotencyKeys, settings.IdempotencyKeyAge),
        new("socket_ticket", LitterQueries.DeleteTickets, TimeSpan.Zero),
        new("invitation", LitterQueries.DeleteInvitations, settings.InvitationAge),
    ];
}
