namespace FamilyCart.Api.Accounts.Administration;

/// <param name="Users">Accounts in the order of their ids.</param>
/// <param name="NextCursor">What to ask for the next ones with; null when these were the last.</param>
internal sealed record AccountPage(IReadOnlyList<Account> Users, Guid? NextCursor);
