/*
 * How fast is this CPU just now?
 *
 *   probe CPU
 *
 * Prints ns a step, three times each: `arithmetic`, a chain of integer operations that
 * depend on each other; `chase`, a walk through 16 MiB, a cache line a step, in random
 * order. About 40 ms, at real-time priority, so that nothing else has the CPU meanwhile.
 *
 * cc -O2 -o probe probe.c
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LINES = 16 << 20 >> 6, ADDS = 1600000, STEPS = 60000, TIMES = 3 };

static struct { uint32_t next; char rest[60]; } line[LINES];
static volatile uint64_t sink;

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static uint64_t arithmetic(uint64_t x)
{
	for (int i = 0; i < ADDS; i++) {
		x = x * 6364136223846793005ull + 1442695040888963407ull;
		x ^= x >> 29;
	}
	return x;
}

static uint32_t chase(uint32_t at)
{
	for (int i = 0; i < STEPS; i++)
		at = line[at].next;
	return at;
}

int main(int count, char **arguments)
{
	/* One cycle through all lines (Sattolo), the same in each call. */
	uint64_t random = 1;
	for (uint32_t i = 0; i < LINES; i++)
		line[i].next = i;
	for (uint32_t i = LINES - 1; i > 0; i--) {
		random = random * 6364136223846793005ull + 1442695040888963407ull;
		uint32_t j = (random >> 33) % i, kept = line[i].next;
		line[i].next = line[j].next;
		line[j].next = kept;
	}
	cpu_set_t cpus;
	CPU_ZERO(&cpus);
	CPU_SET(count > 1 ? atoi(arguments[1]) : 0, &cpus);
	if (sched_setaffinity(0, sizeof cpus, &cpus)) {
		perror("probe");
		return 1;
	}
	struct sched_param priority = { .sched_priority = 1 };
	sched_setscheduler(0, SCHED_FIFO, &priority);
	uint32_t at = 0;
	double ns[2][TIMES];
	for (int i = 0; i < TIMES; i++) {
		double start = now();
		sink = arithmetic(i);
		double middle = now();
		at = chase(at);
		ns[1][i] = (now() - middle) / STEPS;
		ns[0][i] = (middle - start) / ADDS;
	}
	sink = at;
	printf("arithmetic %.4f %.4f %.4f\n", ns[0][0], ns[0][1], ns[0][2]);
	printf("chase %.2f %.2f %.2f\n", ns[1][0], ns[1][1], ns[1][2]);
	return 0;
}
