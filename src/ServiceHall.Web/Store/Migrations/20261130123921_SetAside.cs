using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class SetAside : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "cause",
                table: "stale_day",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(500)",
                oldMaxLength: 500);

            migrationBuilder.AlterColumn<string>(
                name: "sentence",
                table: "session_result",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400);

            migrationBuilder.AlterColumn<string>(
                name: "edition",
                table: "session_result",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200);

            migrationBuilder.AlterColumn<string>(
                name: "clause",
                table: "session_result",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200);

            migrationBuilder.AlterColumn<string>(
                name: "sentence",
                table: "punch",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400);

            migrationBuilder.AlterColumn<string>(
                name: "clause",
                table: "punch",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200);

            migrationBuilder.AlterColumn<string>(
                name: "sentence",
                table: "ledger_entry",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(1000)",
                oldMaxLength: 1000);

            migrationBuilder.AlterColumn<string>(
                name: "edition",
                table: "ledger_entry",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200);

            migrationBuilder.AlterColumn<string>(
                name: "code",
                table: "ledger_entry",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(16)",
                oldMaxLength: 16);

            migrationBuilder.AlterColumn<string>(
                name: "clause",
                table: "ledger_entry",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200);

            migrationBuilder.AlterColumn<string>(
                name: "why",
                table: "leave_signature",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400);

            migrationBuilder.AlterColumn<string>(
                name: "tier_sentence",
                table: "leave_request",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400);

            migrationBuilder.AlterColumn<string>(
                name: "tier_clause",
                table: "leave_request",
                type: "text",
                maxLength: -1,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200);

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "leave_request",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(16)",
                oldMaxLength: 16);

            migrationBuilder.AlterColumn<string>(
                name: "code",
                table: "finding",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(16)",
                oldMaxLength: 16);

            migrationBuilder.CreateTable(
                name: "clock_mark",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    latest = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    confirmed_by_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clock_mark", x => x.id);
                    table.CheckConstraint("ck_clock_mark_only_row", "id = 1");
                    table.ForeignKey(
                        name: "fk_clock_mark_staff_confirmed_by_id",
                        column: x => x.confirmed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "held_punch",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    action = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    outcome = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    proof = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    accuracy_metres = table.Column<decimal>(type: "numeric", nullable: true),
                    distance_metres = table.Column<decimal>(type: "numeric", nullable: true),
                    device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    verified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    verified_by_id = table.Column<int>(type: "integer", nullable: true),
                    remark = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_held_punch", x => x.id);
                    table.CheckConstraint("ck_held_punch_verified", "(verified_at IS NULL) = (verified_by_id IS NULL)");
                    table.ForeignKey(
                        name: "fk_held_punch_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_held_punch_staff_verified_by_id",
                        column: x => x.verified_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "posting_change",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    first = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_posting_change", x => x.id);
                    table.ForeignKey(
                        name: "fk_posting_change_staff_member_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "set_aside_item",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    line = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    what = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    sentence = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    fault = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_try = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_try = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    first = table.Column<DateOnly>(type: "date", nullable: true),
                    last = table.Column<DateOnly>(type: "date", nullable: true),
                    staff_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_set_aside_item", x => x.id);
                    table.CheckConstraint("ck_set_aside_item_days", "(first IS NULL) = (last IS NULL) AND first <= last");
                    table.ForeignKey(
                        name: "fk_set_aside_item_staff_member_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "undecided_month",
                columns: table => new
                {
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    window_id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_undecided_month", x => new { x.month, x.window_id });
                    table.CheckConstraint("ck_undecided_month_first_day", "extract(day FROM month) = 1");
                    table.ForeignKey(
                        name: "fk_undecided_month_windows_window_id",
                        column: x => x.window_id,
                        principalTable: "window",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_punch_day_device_staff_id",
                table: "punch",
                columns: new[] { "day", "device", "staff_id" });

            migrationBuilder.CreateIndex(
                name: "ix_clock_mark_confirmed_by_id",
                table: "clock_mark",
                column: "confirmed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_held_punch_staff_id_key",
                table: "held_punch",
                columns: new[] { "staff_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_held_punch_verified_at",
                table: "held_punch",
                column: "verified_at",
                filter: "verified_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_held_punch_verified_by_id",
                table: "held_punch",
                column: "verified_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_posting_change_staff_id",
                table: "posting_change",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_set_aside_item_line_key",
                table: "set_aside_item",
                columns: new[] { "line", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_set_aside_item_staff_id",
                table: "set_aside_item",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_undecided_month_window_id",
                table: "undecided_month",
                column: "window_id");

            // Months that were lost under the version before are decided by the first run of this one, and postings that
            // nobody followed yet are followed.
            migrationBuilder.Sql("INSERT INTO undecided_month (month, window_id) SELECT DISTINCT date_trunc('month', day)::date, window_id FROM session_result");
            migrationBuilder.Sql("INSERT INTO posting_change (staff_id, first) SELECT staff_id, min(day) FROM session_result GROUP BY staff_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "clock_mark");

            migrationBuilder.DropTable(
                name: "held_punch");

            migrationBuilder.DropTable(
                name: "posting_change");

            migrationBuilder.DropTable(
                name: "set_aside_item");

            migrationBuilder.DropTable(
                name: "undecided_month");

            migrationBuilder.DropIndex(
                name: "ix_punch_day_device_staff_id",
                table: "punch");

            migrationBuilder.AlterColumn<string>(
                name: "cause",
                table: "stale_day",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "sentence",
                table: "session_result",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "edition",
                table: "session_result",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "clause",
                table: "session_result",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "sentence",
                table: "punch",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "clause",
                table: "punch",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "sentence",
                table: "ledger_entry",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "edition",
                table: "ledger_entry",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "code",
                table: "ledger_entry",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AlterColumn<string>(
                name: "clause",
                table: "ledger_entry",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "why",
                table: "leave_signature",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "tier_sentence",
                table: "leave_request",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "tier_clause",
                table: "leave_request",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldMaxLength: -1);

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "leave_request",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AlterColumn<string>(
                name: "code",
                table: "finding",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);
        }
    }
}
