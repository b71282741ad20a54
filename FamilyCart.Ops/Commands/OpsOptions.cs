using System.CommandLine;
using FamilyCart.Ops.Output;
using FamilyCart.Ops.Tools;
using FamilyCart.ServiceDefaults.Secrets;

namespace FamilyCart.Ops.Commands;

/// <summary>Options that every command has.</summary>
internal static class OpsOptions
{
    public static Option<bool> Json { get; } = new("--json") { Description = "The result as one JSON object.", Recursive = true };

    public static Option<FileInfo?> Settings { get; } = new("--settings")
    {
        Description = "A JSON file with settings; the environment's come after it and win.",
        Recursive = true,
    };

    /// <summary>A command that does its work with the terminal's output and settings.</summary>
    /// <param name="command">The command.</param>
    /// <param name="run">Does it; exceptions that are no bugs have become exit codes there.</param>
    public static Command Does(this Command command, Func<ParseResult, OpsOutput, CancellationToken, Task<ExitCode>> run)
    {
        command.SetAction(async (ParseResult result, CancellationToken cancellationToken) =>
        {
            var output = OpsOutput.OfTerminal(result.GetValue(Json));
            try
            {
                return (int)await run(result, output, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return (int)output.Refuse(ExitCode.Interrupted, "Interrupted.");
            }
        });
        return command;
    }

    /// <summary>The same for a command that works on backups: settings that are wrong end it before it begins.</summary>
    public static Command Works(this Command command, Func<ParseResult, IServiceProvider, OpsOutput, CancellationToken, Task<ExitCode>> run) =>
        command.Works(static _ => false, run);

    /// <inheritdoc cref="Works(Command, Func{ParseResult, IServiceProvider, OpsOutput, CancellationToken, Task{ExitCode}})"/>
    /// <param name="command">The command.</param>
    /// <param name="rewrites">Whether the server is to archive by the command's settings from then on, as by those of the service.</param>
    /// <param name="run">Does it.</param>
    public static Command Works(
        this Command command, Func<ParseResult, bool> rewrites, Func<ParseResult, IServiceProvider, OpsOutput, CancellationToken, Task<ExitCode>> run) => command.Does(async (result, output, token) =>
    {
        IConfigurationRoot configuration;
        LiveSecrets live;
        try
        {
            (configuration, live) = result.Configuration();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return output.Refuse(ExitCode.Usage, $"The settings cannot be read: {exception.Message}");
        }

        var (services, faults) = OpsServices.Of(configuration, live, rewrites(result));
        if (services is null)
        {
            return output.Refuse(ExitCode.Usage, string.Join(Environment.NewLine, faults.Prepend("The settings are not complete:")));
        }

        await using (services)
        {
            try
            {
                return await run(result, services, output, token);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return output.Refuse(ExitCode.Failed, exception.Message);
            }
            catch (Exception exception) when (exception.IsServerAway())
            {
                return output.Refuse(ExitCode.Failed, $"The server does not answer: {exception.Message}");
            }
        }
    });

    /// <summary>The settings as the command line names them, with each <c>{secret:NAME}</c> replaced by what the secret's file holds.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no JSON, or a secret cannot be read.</exception>
    public static (IConfigurationRoot Configuration, LiveSecrets Secrets) Configuration(this ParseResult result)
    {
        var builder = new ConfigurationBuilder();
        if (result.GetValue(Settings) is { } file)
        {
            builder.AddJsonFile(file.FullName, optional: false, reloadOnChange: false);
        }

        builder.AddEnvironmentVariables();
        var configuration = builder.Build();
        var faults = new List<string>();
        var folder = SecretFolder.Read(configuration, faults);
        var replacer = new SecretReplacer(folder, faults);
        var references = ReferringKeys.Of(configuration).ToDictionary(key => key, key => configuration[key]!);
        var values = references.ToDictionary(pair => pair.Key, pair => replacer.Replace(pair.Key, pair.Value));
        return faults.Count > 0
            ? throw new InvalidDataException(string.Join(' ', faults))
            : (builder.AddInMemoryCollection(values).Build(), new LiveSecrets(folder!, references));
    }
}
