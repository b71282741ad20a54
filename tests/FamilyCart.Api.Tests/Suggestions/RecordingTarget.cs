using System.Threading.Channels;
using FamilyCart.Api.Suggestions;

namespace FamilyCart.Api.Tests.Suggestions;

/// <summary>Items that only remember what was suggested for them.</summary>
internal sealed class RecordingTarget : ISuggestionTarget
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);

    private readonly Channel<Applied> _applied = Channel.CreateUnbounded<Applied>();

    /// <summary>Decides about each suggestion; false means that the item is gone.</summary>
    internal Func<Applied, bool> Accept { get; set; } = _ => true;

    /// <summary>Whether something came that <see cref="NextAsync"/> has not returned yet.</summary>
    internal bool HasMore => _applied.Reader.TryPeek(out _);

    public Task<bool> ApplyAsync(int itemId, string name, Suggestion suggestion, CancellationToken cancellationToken)
    {
        var applied = new Applied(itemId, name, suggestion);
        _applied.Writer.TryWrite(applied);
        return Task.FromResult(Accept(applied));
    }

    internal async Task<Applied> NextAsync() => await _applied.Reader.ReadAsync().AsTask().WaitAsync(_limit);

    internal sealed record Applied(int ItemId, string Name, Suggestion Suggestion);
}
