using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Store;

/// <summary>
/// The hall's facts. Each chapter describes its tables in its own <c>…Tables.cs</c>; names in the database are those
/// of the code in snake_case, enumerations are stored as their names, instants as timestamptz in UTC.
/// </summary>
internal sealed partial class HallDb(DbContextOptions<HallDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<Site> Sites => Set<Site>();
    public DbSet<Window> Windows => Set<Window>();
    public DbSet<StaffMember> Staff => Set<StaffMember>();
    public DbSet<Posting> Postings => Set<Posting>();
    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<SignIn> SignIns => Set<SignIn>();
    public DbSet<AuditRecord> Audit => Set<AuditRecord>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        configurationBuilder.Properties<string>().HaveMaxLength(200);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasPostgresExtension("btree_gist");
        Like.Describe(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(HallDb).Assembly);
        // What lies in a column as JSON has no names of its own in the database.
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(entity => !entity.IsMappedToJson()))
        {
            entity.SetTableName(SnakeCase(entity.ClrType.Name));
            foreach (var property in entity.GetProperties().Where(p => p.Name != "xmin"))
                property.SetColumnName(property.Name is "Version" && property.IsConcurrencyToken ? "xmin" : SnakeCase(property.Name));
            foreach (var key in entity.GetKeys())
                key.SetName(SnakeCase(key.GetDefaultName()!));
            foreach (var key in entity.GetForeignKeys())
                key.SetConstraintName(SnakeCase(key.GetDefaultName()!));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(SnakeCase(index.GetDatabaseName()!));
        }
    }

    public static string SnakeCase(string name) => WordStart().Replace(name, "_").Replace("__", "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordStart();
}
