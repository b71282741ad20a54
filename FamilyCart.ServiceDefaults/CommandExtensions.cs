using FamilyCart.ServiceDefaults.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using System.Runtime.InteropServices;

namespace FamilyCart.ServiceDefaults;

/// <summary>What a service does when it is started.</summary>
public static class CommandExtensions
{
    /// <summary>
    /// Runs the verb that the first argument names: <c>migrate</c> applies the pending migrations, <c>health</c> asks this service's
    /// own <c>/health</c> over loopback, and anything else runs the web application until it is told to stop.
    /// </summary>
    /// <param name="app">The service, built but not started.</param>
    /// <param name="args">The command line.</param>
    /// <returns>
    /// The exit code: 0 done or healthy, 1 failed or not healthy, 2 the configuration is at fault, 3 a port is taken. Every fault is
    /// written to the standard error output.
    /// </returns>
    public static async Task<int> RunServiceAsync(this WebApplication app, string[] args)
    {
        await using (app)
        {
            return args switch
            {
                ["migrate", ..] => await WithSignalsAsync(app, MigrateCommand.RunAsync),
                ["health", ..] => await WithSignalsAsync(app, HealthCommand.RunAsync),
                _ => await RunAsync(app),
            };
        }
    }

    private static async Task<int> RunAsync(WebApplication app)
    {
        try
        {

            // The host would validate as well, but log each fault with its stack.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await app.RunAsync();
            return ExitCode.Done;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} Stop the other process or change ASPNETCORE_URLS.");
            return ExitCode.AddressTaken;
        }
        catch (Exception exception) when (StartFaults.Of(exception) is { } faults)
        {
            await StartFaults.WriteAsync(Console.Error, faults);
            return ExitCode.Misconfigured;
        }
    }

    private static async Task<int> WithSignalsAsync(
        WebApplication app,
        Func<IServiceProvider, TextWriter, CancellationToken, Task<int>> command)
    {
        using var interrupted = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        try
        {
            return await command(app.Services, Console.Out, interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return ExitCode.Failed;
        }

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.Cancel();
        }
    }
}
