using FamilyCart.Api.SystemInfo;
using FamilyCart.ServiceDefaults.Access;

namespace FamilyCart.Api.Operators;

/// <summary>Whether whoever asks an open endpoint shows the token of an operator.</summary>
internal sealed class OperatorCheck(OperatorTokens tokens) : IOperatorCheck
{
    public ValueTask<bool> IsViewerAsync(HttpContext context) => ValueTask.FromResult(tokens.Find(context.Request) is { Role: not OperatorRole.Ci });
}
