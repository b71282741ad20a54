using System.CommandLine;
using FamilyCart.Ops.Output;

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

    /// <summary>The settings as the command line names them.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no JSON.</exception>
    public static IConfigurationRoot Configuration(this ParseResult result)
    {
        var builder = new ConfigurationBuilder();
        if (result.GetValue(Settings) is { } file)
        {
            builder.AddJsonFile(file.FullName, optional: false, reloadOnChange: false);
        }

        return builder.AddEnvironmentVariables().Build();
    }
}
