using FamilyCart.Prober.Doors;
using FamilyCart.Prober.Telemetry;
using FamilyCart.Prober.Walks;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.Prober.Tests.Support;

/// <summary>A walker at the door of the fixture, whose faults and clock are the test's.</summary>
internal sealed class Rig : IDisposable
{
    internal static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(10);

    private readonly ProbeActivity _activity = new();

    private Rig(ProbeSettings settings)
    {
        Door = new FaultyDoor(new PublicDoor(settings));
        Walker = new Walker(settings, Door, _activity, Time, NullLogger<Walker>.Instance);
    }

    public ManualTime Time { get; } = new();

    public FaultyDoor Door { get; }

    public Walker Walker { get; }

    public static Rig Of(FamilyCartFixture fixture, Func<ProbeSettings, ProbeSettings>? change = null)
    {
        var settings = new ProbeSettings(
            fixture.Door, fixture.CertificateFile, FamilyCartFixture.Email, FamilyCartFixture.Password, TimeSpan.FromMinutes(1), StepTimeout);
        return new Rig(change?.Invoke(settings) ?? settings);
    }

    public Task<WalkResult> WalkAsync(bool cleansUp = false) => Walker.WalkAsync(cleansUp, CancellationToken.None);

    /// <summary>Walks, and lets the step's time go by once the door does not answer any more.</summary>
    public async Task<WalkResult> WalkLateAsync()
    {
        var walk = WalkAsync();
        await Door.Reached;
        // What is held is held already; what tidies up after it must not be.
        Door.Fault = null;
        Time.Advance(StepTimeout);
        return await walk;
    }

    public void Dispose() => _activity.Dispose();
}
