namespace FamilyCart.Api.Import;

/// <summary>Takes over the rows of one kind.</summary>
internal interface IImportStep
{
    /// <exception cref="Npgsql.NpgsqlException">Of either database; the run ends and nothing of it remains.</exception>
    Task RunAsync(ImportContext context, CancellationToken cancellationToken);
}
