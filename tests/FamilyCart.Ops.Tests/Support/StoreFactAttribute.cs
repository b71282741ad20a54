using FamilyCart.Testing;

namespace FamilyCart.Ops.Tests.Support;

/// <summary>A test with a real S3-compatible store; where that is missing and cannot be fetched, it says so and is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_obstacle = new(S3Server.Tool.Obstacle);

    public StoreFactAttribute() => Skip = s_obstacle.Value;
}
