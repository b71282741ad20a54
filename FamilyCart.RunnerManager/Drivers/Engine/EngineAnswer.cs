using System.Net;

namespace FamilyCart.RunnerManager.Drivers.Engine;

/// <summary>What the engine answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body, or its beginning.</param>
internal sealed record EngineAnswer(HttpStatusCode Status, byte[] Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
