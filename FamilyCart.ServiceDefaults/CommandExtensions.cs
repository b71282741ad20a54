using FamilyCart.ServiceDefaults.Commands;
using FamilyCart.ServiceDefaults.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using System.Runtime.InteropServices;

namespace FamilyCart.ServiceDefaults;

/// <summary>What a service does when it is started.</summary>
public static class CommandExtensions
{
    private const string Preflight = "preflight";

    /// <summary>
    /// Runs the verb that the first argument names: <c>migrate</c> applies the pending migrations, <c>health</c> asks this service's
    /// own <c>/health</c> over loopback, <c>preflight</c> checks secrets and settings before anything starts, a verb of
    /// <see cref="AddCommand"/> runs that, and anything else runs the web application until it is told to stop.
    /// </summary>
    /// <param name="app">The service, built but not started.</param>
    /// <param name="args">The command line.</param>
    /// <returns>
    /// The exit code. Of a verb: 0 done or healthy, 1 not. Of the web application: 0 stopped, 2 the configuration is at fault, 3 a port
    /// is taken. Faults are written to the standard error output.
    /// </returns>
    public static Task<int> RunServiceAsync(this WebApplication app, string[] args) => RunServiceAsync(app, args, Console.Out, Console.Error);

    /// <summary>Gives a service a verb of its own.</summary>
    /// <param name="services">The service's services.</param>
    /// <param name="verb">The first argument, such as <c>import</c>. The verbs of every service come first.</param>
    /// <param name="run">
    /// Gets the service, built but not started, and the arguments after the verb; returns the exit code: 0 done, 1 not.
    /// </param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddCommand(this IServiceCollection services, string verb, CommandHandler run) =>
        services.AddSingleton(new Command(verb, run));

    internal static async Task<int> RunServiceAsync(this WebApplication app, string[] args, TextWriter output, TextWriter error)
    {
        await using (app)
        {
            var command = Find(app.Services, args);

            // Serving tells them with those of all settings, and the preflight with its own.
            if (command is not null && args[0] != Preflight && app.Services.GetService<SecretFaults>() is { } secrets)
            {
                await StartFaults.WriteAsync(error, secrets.All);
                return ExitCode.Failed;
            }

            try
            {
                return command is null
                    ? await ServeAsync(app, error)
                    : await WithSignalsAsync(token => command(app, args[1..], output, token), error);
            }
            catch (Exception exception) when (StartFaults.Of(exception) is { } faults)
            {
                var mask = app.Services.GetService<SecretMask>();
                await StartFaults.WriteAsync(error, mask is null ? faults : faults.Select(mask.Hide));
                return command is null ? ExitCode.Misconfigured : ExitCode.Failed;
            }
        }
    }

    private static CommandHandler? Find(IServiceProvider services, string[] args) => args switch
    {
        ["migrate", ..] => static (app, options, output, token) => MigrateCommand.RunAsync(app.Services, options, output, token),
        ["health", ..] => static (app, _, output, token) => HealthCommand.RunAsync(app.Services, output, token),
        [Preflight, ..] => static (app, _, output, _) => PreflightCommand.RunAsync(app.Services, output),
        [var verb, ..] => services.GetServices<Command>().FirstOrDefault(command => command.Verb == verb)?.Run,
        [] => null,
    };

    private static async Task<int> ServeAsync(WebApplication app, TextWriter error)
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
            await error.WriteLineAsync($"{exception.Message} Stop the other process or change ASPNETCORE_URLS.");
            return ExitCode.AddressTaken;
        }
    }

    private static async Task<int> WithSignalsAsync(Func<CancellationToken, Task<int>> command, TextWriter error)
    {
        using var interrupted = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        try
        {
            return await command(interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await error.WriteLineAsync("Interrupted.");
            return ExitCode.Failed;
        }

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.Cancel();
        }
    }
}
