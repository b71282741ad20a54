using System.Text;

namespace FamilyCart.Api.Events;

/// <summary>An event as it is kept.</summary>
internal sealed record ListEventRow
{
    public required int ListId { get; init; }

    public required long Sequence { get; init; }

    public required Guid AccountId { get; init; }

    public string? SessionId { get; init; }

    public Guid? RemovedAccountId { get; init; }

    public bool ClosesList { get; init; }

    /// <summary>The JSON that sockets got.</summary>
    public required string Message { get; init; }

    public required DateTime CreatedAt { get; init; }

    internal Envelope ToEnvelope() =>
        Envelope.ForList(ListId, Sequence, SessionId, RemovedAccountId, ClosesList, Encoding.UTF8.GetBytes(Message));
}
