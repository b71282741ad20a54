namespace FamilyCart.ServiceDefaults.Commands;

internal sealed record Command(string Verb, CommandHandler Run);
