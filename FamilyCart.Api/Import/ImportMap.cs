using Dapper;
using Npgsql;

namespace FamilyCart.Api.Import;

/// <summary>Which row of ours each row of the source became, in this run or an earlier one.</summary>
internal sealed class ImportMap
{
    private const string SelectExists = "select to_regclass('import_mapping') is not null";

    private const string SelectAll = "select kind, legacy_id, our_id from import_mapping";

    private const string Insert =
        "insert into import_mapping (kind, legacy_id, our_id, imported_at) values (@Kind, @LegacyId, @OurId, @Now)";

    private readonly Dictionary<(string Kind, string LegacyId), string> _ours;
    private readonly HashSet<(string Kind, string OurId)> _imported;
    private readonly HashSet<(string Kind, string LegacyId)> _earlier;
    private readonly NpgsqlConnection _target;
    private readonly DateTime _now;

    private ImportMap(NpgsqlConnection target, DateTime now, IEnumerable<(string Kind, string LegacyId, string OurId)> rows)
    {
        _target = target;
        _now = now;
        _ours = rows.ToDictionary(row => (row.Kind, row.LegacyId), row => row.OurId);
        _imported = [.. _ours.Select(pair => (pair.Key.Kind, pair.Value))];
        _earlier = [.. _ours.Keys];
    }

    /// <summary>Returns null when the schema of ours is older than imports.</summary>
    internal static async Task<ImportMap?> ReadAsync(NpgsqlConnection target, DateTime now, CancellationToken cancellationToken) =>
        await target.ExecuteScalarAsync<bool>(new CommandDefinition(SelectExists, cancellationToken: cancellationToken))
            ? new ImportMap(
                target,
                now,
                await target.QueryAsync<(string, string, string)>(new CommandDefinition(SelectAll, cancellationToken: cancellationToken)))
            : null;

    internal string? Find(string kind, string legacyId) => _ours.GetValueOrDefault((kind, legacyId));

    /// <summary>Whether an earlier run took the row over.</summary>
    internal bool IsEarlier(string kind, string legacyId) => _earlier.Contains((kind, legacyId));

    /// <summary>Whether this row of ours came from the source.</summary>
    internal bool IsImported(string kind, string ourId) => _imported.Contains((kind, ourId));

    internal async Task AddAsync(string kind, string legacyId, string ourId, CancellationToken cancellationToken)
    {
        await _target.ExecuteAsync(new CommandDefinition(
            Insert, new { Kind = kind, LegacyId = legacyId, OurId = ourId, Now = _now }, cancellationToken: cancellationToken));
        _ours.Add((kind, legacyId), ourId);
        _imported.Add((kind, ourId));
    }
}
