using Dapper;
using FamilyCart.Api.Import.Legacy;

namespace FamilyCart.Api.Import.Steps;

/// <summary>Units; one that is here by id stays as it is here.</summary>
internal sealed class UnitStep : IImportStep
{
    private const int IdLimit = 20;

    private const string SelectIds = "select id from unit";

    private const string Insert = """
        insert into unit (id, name, symbol, dimension, base_unit_id, conversion_factor)
        values (@Id, @Name, @Symbol, @Dimension, @BaseUnitId, @ConversionFactor)
        """;

    public async Task RunAsync(ImportContext context, CancellationToken cancellationToken)
    {
        var here = (await context.Target.QueryAsync<string>(new CommandDefinition(SelectIds, cancellationToken: cancellationToken)))
            .ToHashSet(StringComparer.Ordinal);
        List<LegacyUnit> units = [];
        await foreach (var unit in context.Source.ReadAsync<LegacyUnit>(LegacySchema.Unit, "id").WithCancellation(cancellationToken))
        {
            units.Add(unit);
        }

        // One may refer to another that comes after it: whether that comes is decided first.
        var coming = units.Where(unit => unit.Id.Length is > 0 and <= IdLimit).Select(unit => unit.Id).Concat(here).ToHashSet(StringComparer.Ordinal);
        foreach (var unit in units)
        {
            context.Report.Reading(ImportKind.Unit, unit.Id);
            if (context.Map.Find(ImportKind.Unit, unit.Id) is not null)
            {
                context.Report.Known(ImportKind.Unit);
            }
            else if (!coming.Contains(unit.Id))
            {
                context.Report.Skipped(ImportKind.Unit, unit.Id, $"Its id is longer than {IdLimit} characters, or empty.");
            }
            else
            {
                await TakeAsync(context, unit, here.Contains(unit.Id), coming, cancellationToken);
            }
        }
    }

    private static async Task TakeAsync(
        ImportContext context, LegacyUnit unit, bool isHere, HashSet<string> coming, CancellationToken cancellationToken)
    {
        if (isHere)
        {
            context.Report.Merged(ImportKind.Unit);
        }
        else
        {
            await context.Target.ExecuteAsync(new CommandDefinition(Insert, Describe(context, unit, coming), cancellationToken: cancellationToken));
            context.Report.Added(ImportKind.Unit);
        }

        await context.Map.AddAsync(ImportKind.Unit, unit.Id, unit.Id, cancellationToken);
    }

    private static object Describe(ImportContext context, LegacyUnit unit, HashSet<string> coming)
    {
        var hasBase = unit.BaseUnit is not null && coming.Contains(unit.BaseUnit);
        var hasFactor = unit.ConversionFactor is > 0;
        if (unit.BaseUnit is not null && !hasBase)
        {
            context.Report.Adjusted(ImportKind.Unit, unit.Id, "base_unit", "It is unknown; the unit is its own base.");
        }

        if (!hasFactor && unit.BaseUnit is not null && unit.BaseUnit != unit.Id)
        {
            context.Report.Adjusted(ImportKind.Unit, unit.Id, "conversion_factor", "It was not above 0 and is 1.");
        }

        return new
        {
            unit.Id,
            Name = unit.Name ?? unit.Id,
            Symbol = unit.Symbol ?? unit.Id,
            Dimension = unit.Category ?? "count",
            BaseUnitId = hasBase ? unit.BaseUnit : unit.Id,
            ConversionFactor = hasFactor && (hasBase || unit.BaseUnit is null) ? unit.ConversionFactor!.Value : 1,
        };
    }
}
