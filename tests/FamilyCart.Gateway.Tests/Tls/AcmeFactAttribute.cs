namespace FamilyCart.Gateway.Tests.Tls;

/// <summary>A test with a real ACME server and client; where one is missing, it says so and is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcmeFactAttribute : FactAttribute
{
    private static readonly string[] _folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    public AcmeFactAttribute() => Skip = Array.Find(["pebble", "certbot"], static program => !Array.Exists(_folders, folder => File.Exists(Path.Combine(folder, program)))) is { } missing
        ? $"{missing} is not installed; ./test installs it, as does: build/install.sh {missing}"
        : null;
}
