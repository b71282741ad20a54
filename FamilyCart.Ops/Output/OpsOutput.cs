using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace FamilyCart.Ops.Output;

/// <summary>
/// What a command says. Progress goes to the error output; the result goes to the standard output, as text for people or as one JSON
/// object for programs.
/// </summary>
/// <param name="console">Result and progress for people.</param>
/// <param name="progress">Steps, a line each.</param>
/// <param name="json">Whether a program reads; then nothing but the object reaches the standard output.</param>
internal sealed class OpsOutput(IAnsiConsole console, TextWriter progress, bool json)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private const int NoWrapping = 1000;

    /// <summary>The terminal that the program was started from. What is no terminal has no width, and lines are left whole.</summary>
    public static OpsOutput OfTerminal(bool json)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = NoWrapping;
        }

        return new OpsOutput(AnsiConsole.Console, Console.Error, json);
    }

    /// <summary>Does one step of a longer work and says what, how it ended and how long it took.</summary>
    public async Task<T> StepAsync<T>(string what, Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        await progress.WriteAsync($"{what} … ");
        await progress.FlushAsync();
        try
        {
            var result = await work();
            await progress.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
            return result;
        }
        catch
        {
            await progress.WriteLineAsync("failed");
            throw;
        }
    }

    /// <summary>Says something on the way.</summary>
    public Task NoteAsync(string line) => progress.WriteLineAsync(line);

    /// <summary>Gives the result.</summary>
    /// <param name="result">All of it, for programs.</param>
    /// <param name="show">Writes it for people.</param>
    /// <param name="code">How the command ends.</param>
    public ExitCode Result<T>(T result, Action<IAnsiConsole> show, ExitCode code = ExitCode.Done)
    {
        if (json)
        {
            console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(result, s_json));
        }
        else
        {
            show(console);
        }

        return code;
    }

    /// <summary>Says why nothing was done, or what failed.</summary>
    /// <param name="code">How the command ends.</param>
    /// <param name="reason">A sentence with the remedy.</param>
    public ExitCode Refuse(ExitCode code, string reason)
    {
        if (json)
        {
            console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(new Refusal(code, reason), s_json));
        }
        else
        {
            progress.WriteLine(reason);
        }

        return code;
    }
}
