using Dapper;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.Import.Legacy;
using FamilyCart.Api.Import.Passwords;

namespace FamilyCart.Api.Import.Steps;

/// <summary>
/// Accounts. Addresses that differ in case only are one account: the verified one's, or the first. Nobody is made a superuser:
/// the service before let people do that themselves.
/// </summary>
internal sealed class AccountStep(IEnumerable<ILegacyPasswordHash> hashes, IImportedPasswordReset resets) : IImportStep
{
    private const int NameLimit = 50;
    private const int HashLimit = 1024;
    private const string Order = "lower(btrim(email)), is_verified desc nulls last, is_active desc nulls last, id";

    private const string SelectByKey = """
        select id, is_verified
        from account
        where email_key = @EmailKey or (pending_email_key = @EmailKey and email_key is null)
        order by email_key is null, created_at, id
        limit 1
        """;

    private const string Insert = """
        insert into account (id, email, email_key, pending_email_key, password_hash, nickname, first_name, last_name, is_active, is_verified, created_at)
        values (
            case when exists (select from account where id = @Id) then gen_random_uuid() else @Id end,
            @Email, case when @IsVerified then @EmailKey end, case when @IsVerified then null else @EmailKey end, @PasswordHash, @Nickname, @FirstName, @LastName, @IsActive, @IsVerified, @Now)
        returning id
        """;

    private readonly List<ILegacyPasswordHash> _hashes = [.. hashes];

    public async Task RunAsync(ImportContext context, CancellationToken cancellationToken)
    {
        await foreach (var user in context.Source.ReadAsync<LegacyUser>(LegacySchema.User, Order).WithCancellation(cancellationToken))
        {
            context.Report.Reading(ImportKind.Account, user.Id);
            if (context.Map.Find(ImportKind.Account, user.Id) is not null)
            {
                context.Report.Known(ImportKind.Account);
            }
            else if (string.IsNullOrWhiteSpace(user.Email) || !EmailAddress.IsValid(user.Email) || user.Email.Length > EmailAddress.Limit)
            {
                context.Report.Skipped(ImportKind.Account, user.Id, "Its address is none.");
            }
            else if (!await TryMergeAsync(context, user, cancellationToken))
            {
                await AddAsync(context, user, cancellationToken);
            }
        }
    }

    /// <summary>Joins the account that has this address already; true when there is one, joined or refused.</summary>
    private static async Task<bool> TryMergeAsync(ImportContext context, LegacyUser user, CancellationToken cancellationToken)
    {
        var taken = await context.Target.QuerySingleOrDefaultAsync<(Guid Id, bool IsVerified)?>(new CommandDefinition(
            SelectByKey, new { EmailKey = EmailAddress.ToKey(user.Email!) }, cancellationToken: cancellationToken));
        if (taken is not { } account)
        {
            return false;
        }

        // Whoever registered it here may not be whose lists these are.
        if (!account.IsVerified && !context.Map.IsImported(ImportKind.Account, account.Id.ToString()))
        {
            context.Report.Skipped(
                ImportKind.Account, user.Id, "An account here has its address and has not proven it; import again when it has, or is gone.");
            return true;
        }

        await context.Map.AddAsync(ImportKind.Account, user.Id, account.Id.ToString(), cancellationToken);
        context.Report.Merged(ImportKind.Account);
        context.Report.Adjusted(
            ImportKind.Account, user.Id, "email", "Another account has this address, but for case, and takes its lists; its password is not kept.");
        return true;
    }

    private async Task AddAsync(ImportContext context, LegacyUser user, CancellationToken cancellationToken)
    {
        var text = new RowText(context.Report, ImportKind.Account, user.Id);
        var canVerify = user.HashedPassword is { Length: > 0 and <= HashLimit } hash && _hashes.Exists(known => known.CanVerify(hash));
        if (user.IsSuperuser == true)
        {
            context.Report.Adjusted(ImportKind.Account, user.Id, "is_superuser", "It is none any more.");
        }

        var firstName = text.Optional("first_name", user.FirstName, NameLimit);
        var lastName = text.Optional("last_name", user.LastName, NameLimit);
        var id = await context.Target.ExecuteScalarAsync<Guid>(new CommandDefinition(
            Insert,
            new
            {
                Id = Guid.TryParse(user.Id, out var same) ? same : Guid.NewGuid(),
                Email = user.Email!.Trim(),
                EmailKey = EmailAddress.ToKey(user.Email),
                PasswordHash = canVerify ? user.HashedPassword : UnusableHash.Text,
                Nickname = text.Required("nickname", user.Nickname, NameLimit, StandIn(firstName, lastName, user.Email)),
                FirstName = firstName,
                LastName = lastName,
                IsActive = user.IsActive ?? true,
                IsVerified = user.IsVerified ?? false,
                context.Now,
            },
            cancellationToken: cancellationToken));
        await context.Map.AddAsync(ImportKind.Account, user.Id, id.ToString(), cancellationToken);
        context.Report.Added(ImportKind.Account);
        if (!canVerify)
        {
            var isSent = await resets.RequestResetAsync(context.Target, id, cancellationToken);
            context.Report.Adjusted(
                ImportKind.Account,
                user.Id,
                "hashed_password",
                isSent ? "It cannot be verified here; a letter to reset it goes out." : "It cannot be verified here; its owner has to reset it.");
        }
    }

    private static string StandIn(string? firstName, string? lastName, string email)
    {
        var fullName = $"{firstName} {lastName}".Trim();
        return fullName.Length > 0 ? fullName : email.Trim().Split('@')[0];
    }
}
