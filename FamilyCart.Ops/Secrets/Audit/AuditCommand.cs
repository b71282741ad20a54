using System.CommandLine;
using System.Globalization;
using FamilyCart.Ops.Commands;
using FamilyCart.Ops.Output;
using Spectre.Console;

namespace FamilyCart.Ops.Secrets.Audit;

/// <summary><c>ops secrets audit</c>: age, strength, readers and faults of each secret.</summary>
internal static class AuditCommand
{
    private const int LongestDays = 180;

    private static readonly Option<int> s_longest = new("--max-age")
    {
        Description = "Days from which on a secret is expired.",
        DefaultValueFactory = _ => LongestDays,
    };

    public static Command Create() =>
        new Command("audit", "Lists secrets with their age, strength and readers, and what is wrong with them.") { s_longest }.Does((result, output, _) =>
            Task.FromResult(Run(result.GetValue(SecretsCommands.Directory)!, result.GetValue(s_longest), TimeProvider.System, output)));

    /// <returns>Failed while something is wrong with a secret.</returns>
    public static ExitCode Run(string folder, int longestDays, TimeProvider time, OpsOutput output)
    {
        if (longestDays < 1)
        {
            return output.Refuse(ExitCode.Usage, "--max-age is a number of days, 1 or more.");
        }

        try
        {
            var secrets = SecretAudit.Judge(AuditSource.Read(folder), TimeSpan.FromDays(longestDays), time.GetUtcNow());
            var faults = secrets.Count(secret => secret.Faults.Count > 0);
            return output.Result(new { secrets, faults }, console => Show(console, secrets, faults), faults == 0 ? ExitCode.Done : ExitCode.Failed);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return output.Refuse(ExitCode.Usage, exception.Message);
        }
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<AuditedSecret> secrets, int faults)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("secret", "days", "strength", "readers", "what is wrong");
        foreach (var secret in secrets)
        {
            table.AddRow(
                Markup.Escape(secret.Name),
                secret.AgeDays?.ToString(CultureInfo.InvariantCulture) ?? "–",
                secret.Strength is { } strength ? string.Create(CultureInfo.InvariantCulture, $"{strength.Length} of {strength.Alphabet}: {strength.Bits} bits") : "–",
                Markup.Escape(string.Join(", ", secret.Readers)),
                Markup.Escape(string.Join("; ", secret.Faults)));
        }

        console.Write(table);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{secrets.Count} secrets, {faults} with faults."));
    }
}
