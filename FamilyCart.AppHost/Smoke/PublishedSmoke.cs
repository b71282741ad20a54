using System.Security.Cryptography.X509Certificates;
using FamilyCart.AppHost.Launch;

namespace FamilyCart.AppHost.Smoke;

/// <summary>The smoke scenario through the door of a topology that runs elsewhere.</summary>
internal static class PublishedSmoke
{
    /// <summary>Runs it and prints its steps.</summary>
    /// <param name="options">Where the topology is.</param>
    /// <param name="operatorToken">Opens its outbox.</param>
    /// <param name="console">For the steps.</param>
    /// <param name="time">For the steps' durations.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ExitCode> RunAsync(LaunchOptions options, string operatorToken, LaunchConsole console, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options is not { SmokeAt: { } door, SmokeOutbox: { } slot })
        {
            console.Faults([new Fault(ExitCode.BadConfiguration, "Launch:SmokeAt needs Launch:SmokeOutbox: a slot of the API, where the letters of those who register are read.")]);
            return ExitCode.BadConfiguration;
        }

        using var trusted = options.SmokeCertificate is { } file ? X509CertificateLoader.LoadCertificateFromFile(file) : null;
        var steps = await new SmokeScenario(door, new SmokeOutbox(slot, operatorToken), time, trusted).RunAsync(cancellationToken);
        console.SmokeSteps(steps);
        return steps.All(step => step.Error is null) ? ExitCode.Ok : ExitCode.SmokeFailed;
    }
}
