namespace FamilyCart.ServiceDefaults.Migrations;

// What is to be done about the files, given what the database says was applied. With a fault nothing may be. Ahead is what only
// a newer version knows: no fault of a running service, but nothing to migrate over.
internal sealed record MigrationPlan(IReadOnlyList<MigrationFile> Pending, IReadOnlyList<string> Faults, IReadOnlyList<string> Ahead)
{
    public static MigrationPlan Of(MigrationFiles files, IReadOnlyList<AppliedMigration> applied)
    {
        var appliedByNumber = applied.ToDictionary(row => row.Number);
        var filesByNumber = files.All.ToDictionary(file => file.Number);
        var newest = applied.Select(row => row.Number).DefaultIfEmpty(0).Max();
        var newestFile = files.All[^1].Number;
        var pending = files.All.Where(file => !appliedByNumber.ContainsKey(file.Number)).ToArray();

        List<string> faults =
        [
            .. applied.Where(row => row.Number <= newestFile && !filesByNumber.ContainsKey(row.Number)).Select(Missing),
            .. files.All.Where(file => appliedByNumber.TryGetValue(file.Number, out var row) && row != new AppliedMigration(row.Number, file.Name, file.Checksum))
                .Select(file => Changed(file, appliedByNumber[file.Number])),
            .. pending.Where(file => file.Number < newest)
                .Select(file => $"{file.Name} is new but numbered below {newest:0000}, which is applied; give it a higher number."),
        ];

        return new MigrationPlan(pending, faults, [.. applied.Where(row => row.Number > newestFile).Select(Missing)]);
    }

    private static string Missing(AppliedMigration row) => $"{row.Name} was applied but is missing from this version.";

    private static string Changed(MigrationFile file, AppliedMigration row) => file.Name == row.Name
        ? $"{file.Name} was changed after it was applied; restore it and add a new file instead."
        : $"{row.Name} was applied but is now called {file.Name}.";
}
