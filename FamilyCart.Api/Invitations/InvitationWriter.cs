using Dapper;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Mail;
using FamilyCart.Api.Members;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Invitations;

/// <summary>
/// Invites addresses to a list. Whether an address has an account makes no difference: it gets a letter, and nothing that the
/// owner is answered depends on it.
/// </summary>
internal sealed class InvitationWriter(ChangeRunner changes, MailOutbox outbox, LetterQuota quota, InvitationSettings settings, ApiMetrics metrics)
{
    /// <summary>Invites, and answers with the invitation; an address that waits already gets another letter, but not at once.</summary>
    internal Task<Result<Changed<InvitationResponse>>> InviteAsync(
        int listId, InvitationRequest request, ChangeContext context, CancellationToken cancellationToken) =>
        SendAsync(changes.ChangeAsync<InvitationResponse>(
            listId,
            ListRole.Owner,
            context,
            request,
            async (change, token) =>
            {
                var invited = await InviteAsync(change, request, context, token);
                return invited.Failure is { } failure ? failure : await ReadAsync(change, invited.Value!.Id, token);
            },
            cancellationToken));

    /// <summary>Invites unless the address is a member already, and answers with the list, as clients expect.</summary>
    internal Task<Result<Changed<ListResponse>>> ShareAsync(
        int listId, InvitationRequest request, ChangeContext context, CancellationToken cancellationToken) =>
        SendAsync(changes.ChangeAsync<ListResponse>(
            listId,
            ListRole.Owner,
            context,
            request,
            async (change, token) =>
            {
                var invited = await InviteAsync(change, request, context, token);
                return invited.Failure is { } failure and not Failure.AlreadyMember
                    ? failure
                    : (await ListReader.GetAsync(change.Connection, listId, context.AccountId, token))!;
            },
            cancellationToken));

    /// <summary>Sends another letter, whose token takes the place of the one before.</summary>
    internal Task<Result<Changed<InvitationResponse>>> ResendAsync(
        int listId, long invitationId, ChangeContext context, CancellationToken cancellationToken) =>
        SendAsync(changes.ChangeAsync<InvitationResponse>(
            listId,
            ListRole.Owner,
            context,
            null,
            async (change, token) =>
            {
                var found = await ReadAsync(change, invitationId, token);
                if (found.Value is not { Status: "pending" or "expired" } invitation)
                {
                    return found.Failure ?? Failure.InvitationEnded;
                }

                var invited = await InviteAsync(change, new InvitationRequest(invitation.Email, null), context, token);
                return invited.Failure is { } failure ? failure : await ReadAsync(change, invitationId, token);
            },
            cancellationToken));

    internal Task<Result<Changed<InvitationResponse>>> CancelAsync(
        int listId, long invitationId, ChangeContext context, CancellationToken cancellationToken) =>
        changes.ChangeAsync<InvitationResponse>(
            listId,
            ListRole.Owner,
            context,
            null,
            async (change, token) =>
            {
                var cancelled = await change.Connection.ExecuteAsync(new CommandDefinition(
                    InvitationQueries.Cancel, new { Id = invitationId, ListId = listId, change.Now }, cancellationToken: token));
                var found = await ReadAsync(change, invitationId, token);
                if (cancelled == 0 && found.Value is not null)
                {
                    return Failure.InvitationEnded;
                }

                metrics.InvitationCancelled();
                return found;
            },
            cancellationToken);

    /// <summary>Has the letter sent once the invitation is committed.</summary>
    private async Task<Result<Changed<T>>> SendAsync<T>(Task<Result<Changed<T>>> change)
        where T : class
    {
        var result = await change;
        if (result.Value is { IsReplay: false })
        {
            outbox.Wake();
        }

        return result;
    }

    private async Task<Result<Invited>> InviteAsync(
        ListChange change, InvitationRequest request, ChangeContext context, CancellationToken cancellationToken)
    {
        var address = new { ListId = change.List.Id, EmailKey = EmailAddress.ToKey(request.Email!) };
        var member = await change.Connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            MemberQueries.SelectByEmail, address, cancellationToken: cancellationToken));
        if (member is not null)
        {
            return Failure.AlreadyMember;
        }

        var waiting = await change.Connection.QuerySingleOrDefaultAsync<PendingInvitation>(new CommandDefinition(
            InvitationQueries.SelectPending, address, cancellationToken: cancellationToken));
        if (waiting is not null && change.Now - waiting.SentAt < settings.LetterInterval)
        {
            return new Invited(waiting.Id);
        }

        var counts = await change.Connection.QuerySingleAsync<InvitationCounts>(new CommandDefinition(
            InvitationQueries.SelectCounts,
            new { ListId = change.List.Id, change.AccountId, change.Now, Yesterday = change.Now.AddDays(-1) },
            cancellationToken: cancellationToken));
        if (counts.Sent >= settings.DailyLimit || (waiting is null && counts.Pending >= settings.PendingLimit))
        {
            return Failure.TooManyInvitations;
        }

        return new Invited(await SendAsync(change, request, context, waiting?.Id, cancellationToken));
    }

    private async Task<long> SendAsync(
        ListChange change, InvitationRequest request, ChangeContext context, long? waitingId, CancellationToken cancellationToken)
    {
        var secret = OpaqueToken.Create();
        var email = request.Email!.Trim();
        var expiresAt = change.Now + settings.Lifetime;
        var id = await change.Connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            waitingId is null ? InvitationQueries.Insert : InvitationQueries.Renew,
            new
            {
                Id = waitingId,
                ListId = change.List.Id,
                Email = email,
                EmailKey = EmailAddress.ToKey(email),
                Role = request.Role ?? (waitingId is null ? MemberRoles.Editor : null),
                change.AccountId,
                TokenHash = OpaqueToken.Hash(secret),
                change.Now,
                ExpiresAt = expiresAt,
            },
            cancellationToken: cancellationToken));

        // An address that has had enough of our letters still finds the invitation when it logs in.
        if (await quota.TakeAsync(change.Connection, AddressCounter.Invitation, EmailAddress.ToKey(email), cancellationToken))
        {
            var list = await ListReader.SummarizeAsync(change.Connection, change.List.Id, cancellationToken);
            await outbox.AddAsync(
                change.Connection,
                new InvitationLetter(email, context.Caller.Account.Nickname, list.Name, secret, new DateTimeOffset(expiresAt, TimeSpan.Zero)),
                cancellationToken);
        }

        metrics.Invited();
        return waitingId ?? id!.Value;
    }

    private static async Task<Result<InvitationResponse>> ReadAsync(ListChange change, long invitationId, CancellationToken cancellationToken)
    {
        var invitation = await change.Connection.QuerySingleOrDefaultAsync<InvitationResponse>(new CommandDefinition(
            InvitationQueries.SelectOne,
            new { Id = invitationId, ListId = change.List.Id, change.Now },
            cancellationToken: cancellationToken));
        return invitation is null ? Failure.InvitationUnknown : invitation;
    }

    private sealed record Invited(long Id);

    private sealed record PendingInvitation(long Id, DateTime SentAt);

    private sealed record InvitationCounts(long Pending, long Sent);
}
