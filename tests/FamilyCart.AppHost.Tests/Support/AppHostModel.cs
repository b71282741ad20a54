using System.Diagnostics;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.AppHost.Tests.Support;

/// <summary>
/// What <c>Program.cs</c> builds: the entry point is run until the host is built, and no further. This is the very topology
/// that is started, not a copy of it for tests.
/// </summary>
internal static class AppHostModel
{
    private const string Captured = "The host is built; this is as far as the test goes.";

    private static readonly AsyncLocal<Capture?> s_current = new();

    static AppHostModel() => DiagnosticListener.AllListeners.Subscribe(new Listeners());

    /// <summary>The resources of the topology that these arguments yield.</summary>
    public static IReadOnlyList<IResource> Build(params string[] arguments)
    {
        var capture = new Capture();
        s_current.Value = capture;
        try
        {
            Run(arguments);
        }
        catch (TargetInvocationException exception) when (exception.InnerException?.Message == Captured)
        {
            // As planned.
        }
        finally
        {
            s_current.Value = null;
        }

        return capture.Resources ?? throw new InvalidOperationException("The AppHost ended before it had built its host.");
    }

    /// <summary>Runs the entry point to its end.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run(params string[] arguments)
    {
        var entryPoint = typeof(FamilyCart.AppHost.Launch.ExitCode).Assembly.EntryPoint!;
        return (int)entryPoint.Invoke(null, [arguments])!;
    }

    private sealed class Capture
    {
        public IReadOnlyList<IResource>? Resources { get; set; }
    }

    private sealed class Listeners : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
            {
                value.Subscribe(new Built());
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class Built : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (s_current.Value is { } capture && value is { Key: "HostBuilt", Value: IHost host } && host.Services.GetService<DistributedApplicationModel>() is { } model)
            {
                capture.Resources = [.. model.Resources];
                throw new InvalidOperationException(Captured);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
