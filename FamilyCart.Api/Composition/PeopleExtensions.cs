using FamilyCart.Api.Accounts;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Mail;
using FamilyCart.Api.Mail.Outbox;
using FamilyCart.Api.Operators;
using FamilyCart.Api.Pages;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Composition;

/// <summary>Who somebody is: accounts with their tokens, limits and letters, and operators.</summary>
internal static class PeopleExtensions
{
    internal static IHostApplicationBuilder AddPeople(this IHostApplicationBuilder builder) =>
        builder.AddLimits().AddTokens().AddAccounts().AddMail().AddOperators();

    internal static IEndpointRouteBuilder MapPeople(this IEndpointRouteBuilder routes) => routes.MapAccounts().MapPages().MapOutbox();
}
