using FamilyCart.Api.SystemInfo;

namespace FamilyCart.Api.Operators;

/// <summary>Whether whoever asks an open endpoint shows the token of an operator who may look.</summary>
internal sealed class OperatorCheck(OperatorTokens tokens) : IOperatorCheck
{
    public bool IsViewer(HttpContext context) => tokens.Find(context.Request) is not null;
}
