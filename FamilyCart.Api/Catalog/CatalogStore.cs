using System.Text.Json;
using Dapper;
using FamilyCart.Api.Database;
using FamilyCart.Api.Json;
using Npgsql;

namespace FamilyCart.Api.Catalog;

/// <summary>Categories and units, read once and kept for five minutes: every instance sees a new row at the latest then.</summary>
internal sealed class CatalogStore(NpgsqlDataSource database, TimeProvider time) : IDisposable
{
    internal static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private const string Select = """
        select id, name, icon_name, translations::text as translations, position from category order by position, name, id;
        select id, name, symbol, dimension, base_unit_id, trim_scale(conversion_factor) as conversion_factor,
            translations::text as translations
        from unit order by position, id;
        """;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Kept? _kept;

    public void Dispose() => _reading.Dispose();

    /// <summary>Returns the catalogue of at most five minutes ago; callers that come together wait for one reading.</summary>
    internal ValueTask<CatalogSnapshot> GetAsync(CancellationToken cancellationToken) =>
        Fresh() is { } snapshot ? ValueTask.FromResult(snapshot) : new ValueTask<CatalogSnapshot>(ReadOnceAsync(cancellationToken));

    private CatalogSnapshot? Fresh() => _kept is { } kept && time.GetUtcNow() < kept.Until ? kept.Snapshot : null;

    private async Task<CatalogSnapshot> ReadOnceAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } snapshot)
            {
                return snapshot;
            }

            var read = await ReadAsync(cancellationToken);
            _kept = new Kept(read, time.GetUtcNow() + KeptFor);
            return read;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(Select, cancellationToken: cancellationToken));
        var categories = await results.ReadAsync<CategoryRow>();
        var units = await results.ReadAsync<UnitRow>();
        return new CatalogSnapshot(
            [.. categories.Select(row => new Category(row.Id, row.Name, row.IconName, Parse(row.Translations), row.Position))],
            [.. units.Select(row => new Unit(
                row.Id, row.Name, row.Symbol, row.Dimension, row.BaseUnitId, row.ConversionFactor, Parse(row.Translations)))]);
    }

    private static IReadOnlyDictionary<string, string> Parse(string translations) =>
        JsonSerializer.Deserialize(translations, ApiJsonContext.Default.IReadOnlyDictionaryStringString)!;

    private sealed record Kept(CatalogSnapshot Snapshot, DateTimeOffset Until);
}
