using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// One transaction in which Identity works on one account. The account's row is locked, so that guesses made at once
/// are counted one by one.
/// </summary>
internal sealed class AccountScope : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;
    private readonly IDbContextTransaction _transaction;

    private AccountScope(AsyncServiceScope scope, IDbContextTransaction transaction, HallDb db, Account? account)
    {
        _scope = scope;
        _transaction = transaction;
        Db = db;
        Account = account;
        Users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
    }

    public HallDb Db { get; }

    public UserManager<Account> Users { get; }

    /// <summary>The account; null: nobody of the hall has it today.</summary>
    public Account? Account { get; }

    /// <summary>Opens the account of a staff number. Somebody who has left has none, and one that was stopped is as good as none.</summary>
    /// <param name="alsoClosed">For what opens a stopped one again.</param>
    public static async Task<AccountScope> Open(
        IServiceScopeFactory scopes, string number, DateOnly today, CancellationToken cancel, bool alsoClosed = false)
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            var db = scope.ServiceProvider.GetRequiredService<HallDb>();
            var transaction = await db.Database.BeginTransactionAsync(cancel);
            // Of nobody an account is looked for too: how long it takes tells nobody who exists.
            var id = await db.Staff.Where(person => person.LeftOn == null || person.LeftOn >= today).Numbered(number)
                .Select(person => person.Id).SingleOrDefaultAsync(cancel);
            var account = await db.Accounts
                .FromSql($"SELECT * FROM account WHERE id = {id} AND (closed_at IS NULL OR {alsoClosed}) FOR UPDATE")
                .AsTracking().SingleOrDefaultAsync(cancel);
            return new AccountScope(scope, transaction, db, account);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>Saves what was done, failures to sign in included.</summary>
    public async Task Commit(CancellationToken cancel)
    {
        await Db.SaveChangesAsync(cancel);
        await _transaction.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _scope.DisposeAsync();
    }
}
