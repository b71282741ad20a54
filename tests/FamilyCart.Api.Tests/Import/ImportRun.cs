using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;

namespace FamilyCart.Api.Tests.Import;

/// <summary>A source and a target of one test, and the verb between them, run as a process of its own.</summary>
internal sealed class ImportRun : IAsyncDisposable
{
    private static readonly System.Reflection.Assembly _service = typeof(Program).Assembly;

    private ImportRun(LegacyDatabase source, ApiDatabase target)
    {
        Source = source;
        Target = target;
    }

    internal LegacyDatabase Source { get; }

    internal ApiDatabase Target { get; }

    internal Dictionary<string, string> Environment => new()
    {
        ["ConnectionStrings__familycart"] = Target.OwnerConnectionString,
        ["ConnectionStrings__legacy"] = Source.ConnectionString,
    };

    internal static async Task<ImportRun> PrepareAsync(PostgresServer server, string name)
    {
        var source = await LegacyDatabase.CreateAsync(server, $"{name}_before");
        var target = await ApiDatabase.CreateAsync(server, name);

        // Columns that the lists' own migration brings.
        await target.ExecuteAsync(
            """
            alter table item
                add column if not exists category_id integer references category (id),
                add column if not exists icon_name text check (char_length(icon_name) <= 50),
                add column if not exists standardized_name text check (char_length(standardized_name) <= 100),
                add column if not exists translations jsonb not null default '{}',
                add column if not exists quantity_value numeric(10, 3),
                add column if not exists quantity_unit_id text references unit (id),
                add column if not exists quantity_display_text text check (char_length(quantity_display_text) <= 100)
            """);
        return new ImportRun(source, target);
    }

    /// <summary>Runs with --json and returns the report.</summary>
    internal async Task<(int ExitCode, JsonElement Report)> ImportAsync(params string[] options)
    {
        var (exitCode, output) = await ServiceProcess.RunAsync(_service, ["import", "--json", .. options], Environment);
        var json = output.Split('\n').FirstOrDefault(line => line.StartsWith('{')) ?? throw new InvalidOperationException(output);
        return (exitCode, JsonDocument.Parse(json).RootElement);
    }

    internal static string Counts(JsonElement report, string kind)
    {
        var counts = report.GetProperty("counts").GetProperty(kind);
        int Of(string name) => counts.GetProperty(name).GetInt32();
        return $"{Of("read")} = {Of("added")} added + {Of("known")} known + {Of("merged")} merged + {Of("skipped")} skipped";
    }

    /// <summary>The adjustments as "kind id field: reason".</summary>
    internal static List<string> Adjustments(JsonElement report) =>
    [
        .. report.GetProperty("adjustments").EnumerateArray().Select(adjustment =>
            $"{adjustment.GetProperty("kind")} {adjustment.GetProperty("legacy_id")} {adjustment.GetProperty("field")}: {adjustment.GetProperty("reason")}"),
    ];

    /// <summary>All rows of ours that an import may touch, as one text.</summary>
    internal Task<string> SnapshotAsync() => Target.ReadAsync<string>(
        """
        select coalesce((select json_agg(t order by t.id) from account t)::text, '')
            || coalesce((select json_agg(t order by t.id) from shopping_list t)::text, '')
            || coalesce((select json_agg(t order by t.list_id, t.account_id) from list_member t)::text, '')
            || coalesce((select json_agg(t order by t.id) from item t)::text, '')
            || coalesce((select json_agg(t order by t.id) from category t)::text, '')
            || coalesce((select json_agg(t order by t.id) from unit t)::text, '')
            || coalesce((select json_agg(t order by t.kind, t.legacy_id) from import_mapping t)::text, '')
        """);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Target.DisposeAsync();
    }
}
