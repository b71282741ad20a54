using FamilyCart.Api.Import.Legacy;
using Npgsql;

namespace FamilyCart.Api.Import;

/// <summary>What every step of one run works with.</summary>
/// <param name="Source">The database of before, as it was when the run began.</param>
/// <param name="Target">Ours, inside the run's one transaction.</param>
/// <param name="Map">What became of which row.</param>
/// <param name="Report">Told of everything.</param>
/// <param name="Now">UTC, the same for all rows of the run.</param>
internal sealed record ImportContext(LegacySource Source, NpgsqlConnection Target, ImportMap Map, ImportReport Report, DateTime Now);
