using FamilyCart.Api.Mail;
using Npgsql;

namespace FamilyCart.Api.Accounts;

/// <summary>Writes letters so that the time of an answer does not tell whether there was one to write.</summary>
internal sealed class DiscreetLetters(MailOutbox outbox)
{
    private const string Savepoint = "letter";

    /// <summary>Adds the letter within the transaction, or does the same work and takes it back when it is nobody's to receive.</summary>
    internal async Task AddAsync(NpgsqlTransaction transaction, Letter letter, bool isDue, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync(Savepoint, cancellationToken);
        await outbox.AddAsync(transaction.Connection!, letter, cancellationToken);
        await (isDue ? transaction.ReleaseAsync(Savepoint, cancellationToken) : transaction.RollbackAsync(Savepoint, cancellationToken));
    }
}
