using System.Globalization;
using System.Text.Json;
using FamilyCart.Api.Json;

namespace FamilyCart.Api.Import;

/// <summary>The report, for people or for programs.</summary>
internal static class ImportResultWriter
{
    internal static async Task WriteAsync(TextWriter output, ImportResult result, bool isJson)
    {
        if (isJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(result, ApiJsonContext.Default.ImportResult));
            return;
        }

        foreach (var (kind, counts) in result.Counts)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind,-8} {counts.Read} read: {counts.Added} added, {counts.Known} known, {counts.Merged} merged, {counts.Skipped} skipped"));
        }

        foreach (var adjustment in result.Adjustments)
        {
            var field = adjustment.Field is null ? "" : $", {adjustment.Field}";
            await output.WriteLineAsync($"- {adjustment.Kind} {adjustment.LegacyId}{field}: {adjustment.Reason}");
        }

        await output.WriteLineAsync(result switch
        {
            { Succeeded: false } => $"Nothing was imported: {result.Fault}",
            { DryRun: true } => "Dry run: everything was taken back.",
            _ => "Imported.",
        });
    }
}
