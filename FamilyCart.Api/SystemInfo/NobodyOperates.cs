namespace FamilyCart.Api.SystemInfo;

/// <summary>While no operators are known, nobody is one.</summary>
internal sealed class NobodyOperates : IOperatorCheck
{
    public ValueTask<bool> IsViewerAsync(HttpContext context) => ValueTask.FromResult(false);
}
