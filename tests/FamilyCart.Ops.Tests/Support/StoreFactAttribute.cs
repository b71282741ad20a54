using FamilyCart.Testing;

namespace FamilyCart.Ops.Tests.Support;

/// <summary>A test with a real S3-compatible store, and rclone; where one is missing and cannot be fetched, it says so and is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_obstacle = new(static () => S3Server.Tool.Obstacle() ?? RcloneObstacle());

    public StoreFactAttribute() => Skip = s_obstacle.Value;

    private static string? RcloneObstacle() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, "rclone")))
            ? null
            : "rclone is not installed; ./test installs it, as does: build/install.sh rclone";
}
