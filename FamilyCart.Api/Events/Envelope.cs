using System.Text.Json;
using FamilyCart.Api.Json;

namespace FamilyCart.Api.Events;

/// <summary>A message on its way between API instances: one line of header, then the bytes that sockets get as they are.</summary>
internal sealed record Envelope(EnvelopeHeader Header, ReadOnlyMemory<byte> Message)
{
    private const byte Separator = (byte)'\n';

    internal static Envelope ForList(
        int listId, long sequence, string? exceptSession, Guid? removedAccountId, bool closesList, ReadOnlyMemory<byte> message) =>
        new(
            new EnvelopeHeader(
                ListId: listId,
                Sequence: sequence,
                ExceptSession: exceptSession,
                RemovedAccount: removedAccountId,
                ClosesList: closesList),
            message);

    internal static Envelope ForEndedLogin(Guid loginId) => new(new EnvelopeHeader(EndedLogin: loginId), default);

    internal byte[] ToBytes() =>
        [.. JsonSerializer.SerializeToUtf8Bytes(Header, ApiJsonContext.Readable.EnvelopeHeader), Separator, .. Message.Span];

    /// <summary>Returns null for bytes that no API instance wrote.</summary>
    internal static Envelope? Parse(ReadOnlyMemory<byte> bytes)
    {
        var end = bytes.Span.IndexOf(Separator);
        if (end < 0)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(bytes.Span[..end], ApiJsonContext.Readable.EnvelopeHeader) is { } header
                ? new Envelope(header, bytes[(end + 1)..])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
