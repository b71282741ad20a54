using FamilyCart.Api.Accounts;

namespace FamilyCart.Api.Tokens;

/// <summary>Who asks, and what proved it.</summary>
/// <param name="Account">Whose token it is.</param>
/// <param name="TokenHash">The hash of the token.</param>
/// <param name="LoginId">The log-in that the token came from; all tokens of one log-in end together.</param>
internal sealed record Caller(Account Account, byte[] TokenHash, Guid LoginId)
{
    public Guid Id => Account.Id;

    /// <summary>Whether it is the prober, which business figures leave out.</summary>
    public bool IsProbe { get; init; }

    /// <summary>Gives an endpoint its caller; authorization has made sure that there is one.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}
