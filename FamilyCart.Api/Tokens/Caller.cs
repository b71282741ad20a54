using FamilyCart.Api.Accounts;

namespace FamilyCart.Api.Tokens;

/// <summary>Who asks, with the hash of the token that proved it.</summary>
internal sealed record Caller(Account Account, byte[] TokenHash)
{
    public Guid Id => Account.Id;

    /// <summary>Gives an endpoint its caller; authorization has made sure that there is one.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}
