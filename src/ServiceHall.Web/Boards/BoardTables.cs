using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Boards;

/// <summary>The newest snapshot of one site's board.</summary>
internal sealed class Board
{
    public int SiteId { get; init; }

    /// <summary>Rises with each change of <see cref="Content"/>.</summary>
    public long Number { get; set; }

    /// <summary>The snapshot as JSON, with number 0 and no time.</summary>
    public required string Content { get; set; }
    public DateTimeOffset MadeAt { get; set; }

    /// <summary>When the content was last compared with the facts, by the hall's clock.</summary>
    public DateTimeOffset CheckedAt { get; set; }

    /// <summary>When that comparison began to read, by the database's clock: what was committed before is in it.</summary>
    public DateTimeOffset ReadAt { get; set; }
}

/// <summary>What a paired screen is for.</summary>
internal enum ScreenKind
{
    /// <summary>大屏: the lobby's board.</summary>
    Board,

    /// <summary>动态码屏: the hall's code, in the staff area.</summary>
    Code,

    /// <summary>打卡终端: a tablet at which people without a phone punch.</summary>
    Terminal,
}

/// <summary>A screen that was paired.</summary>
internal sealed class Screen
{
    public int Id { get; init; }
    public required string Name { get; set; }

    /// <summary>What it is for; it stays what it was paired as.</summary>
    public ScreenKind Kind { get; init; }
    public int SiteId { get; init; }
    public Site? Site { get; init; }
    public DateTimeOffset PairedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>SHA-256 of the token in hexadecimal digits; null: not collected yet.</summary>
    public string? TokenHash { get; set; }

    /// <summary>When the token first opened a connection; from then on no other is given out.</summary>
    public DateTimeOffset? TokenUsedAt { get; set; }
    public DateTimeOffset? LastSeenAt { get; set; }
    public DateTimeOffset? DrawnAt { get; set; }
    public long NumberShown { get; set; }
    public string? ProgramVersion { get; set; }
}

/// <summary>A screen's offer to be paired: it shows the code and waits.</summary>
internal sealed class ScreenPairing
{
    public int Id { get; init; }

    /// <summary>SHA-256 of the secret by which the screen collects its token.</summary>
    public required string SecretHash { get; init; }
    public required string Code { get; init; }

    /// <summary>What the screen says it is for.</summary>
    public ScreenKind Kind { get; init; }
    public required string Address { get; init; }
    public DateTimeOffset OfferedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The screen that the section made of it; null: still waiting.</summary>
    public int? ScreenId { get; set; }
    public Screen? Screen { get; set; }
}

/// <summary>A notice (通知) on the boards, both days included.</summary>
internal sealed class Notice
{
    public int Id { get; init; }
    public required string Text { get; init; }

    /// <summary>The hall that it is for; null: all.</summary>
    public int? SiteId { get; init; }
    public DateOnly From { get; init; }
    public DateOnly To { get; init; }
    public DateTimeOffset? WithdrawnAt { get; set; }
}

internal sealed class BoardTables :
    IEntityTypeConfiguration<Board>, IEntityTypeConfiguration<Screen>, IEntityTypeConfiguration<ScreenPairing>,
    IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Board> table)
    {
        table.HasKey(board => board.SiteId);
        table.Property(board => board.SiteId).ValueGeneratedNever();
        table.Property(board => board.Content).HasColumnType("text").HasMaxLength(-1);
        table.HasOne<Site>().WithOne().HasForeignKey<Board>(board => board.SiteId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Screen> table)
    {
        table.HasOne(screen => screen.Site).WithMany().HasForeignKey(screen => screen.SiteId).OnDelete(DeleteBehavior.Restrict);
        table.Property(screen => screen.Kind).HasDefaultValue(ScreenKind.Board);
        table.HasIndex(screen => screen.TokenHash).IsUnique();
        table.HasIndex(screen => screen.Name).IsUnique().HasFilter("revoked_at IS NULL");
    }

    public void Configure(EntityTypeBuilder<ScreenPairing> table)
    {
        table.Property(pairing => pairing.Kind).HasDefaultValue(ScreenKind.Board);
        table.HasIndex(pairing => pairing.SecretHash).IsUnique();
        table.HasIndex(pairing => pairing.Code).IsUnique();
        table.HasOne(pairing => pairing.Screen).WithMany().HasForeignKey(pairing => pairing.ScreenId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Notice> table)
    {
        table.HasOne<Site>().WithMany().HasForeignKey(notice => notice.SiteId).OnDelete(DeleteBehavior.Restrict);
        table.ToTable(t => t.HasCheckConstraint("ck_notice_days", "\"from\" <= \"to\""));
    }
}
